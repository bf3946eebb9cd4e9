-- Answers to mail (RX.6): the courier reads them and sends what was written to the page of the record, as whoever was sent the mail.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE TABLE mail_in (
	site_id bigint NOT NULL,
	key text NOT NULL CONSTRAINT mail_in_key_is_short CHECK (length(key) BETWEEN 1 AND 100),
	account_id bigint NOT NULL,
	why text NOT NULL DEFAULT '' CONSTRAINT mail_in_why_is_short CHECK (length(why) <= 20),
	at timestamptz NOT NULL,
	PRIMARY KEY (site_id, key)
);
SELECT tenant_table('mail_in', 'SELECT, INSERT, DELETE');
SELECT describe('mail_in', 'Answers to mail that were dealt with, each once; written in the transaction of the comment (RX.6).', 'key', 'SHA-256 of its Message-ID: the same mail is not taken twice.',
	'account_id', 'Whose answer it is.', 'why', 'Why it was not taken, as in mail.why.<name>; empty: it was.', 'at', 'When it was read.');
ALTER TABLE mail_in ADD CONSTRAINT mail_in_is_of_a_member FOREIGN KEY (site_id, account_id) REFERENCES membership (site_id, account_id);
CREATE INDEX mail_in_by_account ON mail_in (site_id, account_id, at);
CREATE INDEX mail_in_by_time ON mail_in (site_id, at);

CREATE FUNCTION enter_mail(p_site bigint, p_account bigint, p_record bigint, p_message bigint, p_from text) RETURNS TABLE (
	account_id bigint, login text, name text, department_id bigint, is_held boolean, permissions text, is_theirs boolean, must_log_in boolean,
	record_id bigint, kind text, number text, is_decided_on boolean, mails bigint, refusals bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
	done text := stand(NULL, p_site, 0, '', NULL);
	v pg_catalog.record;
	r pg_catalog.record;
BEGIN
	SELECT * INTO v FROM arrival(p_account, '', NULL, p_site, NULL, NULL);
	-- Only whom we sent a mail enters by an answer to it.
	IF v.permissions IS NULL OR NOT EXISTS (SELECT FROM delivery d WHERE d.site_id = p_site AND d.account_id = p_account AND d.message = p_message)
		OR let_in(p_account, p_site, '', v.permissions, v.is_held, false, false) <> 'member' THEN
		done := stand(NULL, NULL, 0, '', NULL);
		RETURN;
	END IF;
	-- What the mail was about, with the sight that they have now.
	SELECT o.id, o.kind, o.number INTO r FROM delivery d JOIN notification n ON n.site_id = d.site_id AND n.id = d.notification_id JOIN record o ON o.site_id = n.site_id AND o.id = n.record_id
	WHERE d.site_id = p_site AND d.account_id = p_account AND d.message = p_message AND n.record_id = p_record LIMIT 1;
	RETURN QUERY SELECT v.account_id, v.login, v.name, v.department_id, v.is_held, v.permissions,
		p_from <> '' AND EXISTS (SELECT FROM account a WHERE a.id = p_account AND lower(a.email) = lower(p_from)),
		v.second_factor AND NOT v.has_second_factor OR v.privacy_due > 0, r.id, r.kind, r.number,
		EXISTS (SELECT FROM approval x WHERE x.site_id = p_site AND x.record_id = r.id AND x.closed_at IS NULL),
		(SELECT count(*) FROM mail_in m WHERE m.site_id = p_site AND m.account_id = p_account AND m.at > now() - interval '1 hour'),
		(SELECT count(*) FROM mail_in m WHERE m.site_id = p_site AND m.account_id = p_account AND m.at > now() - interval '1 hour' AND m.why <> '');
END $$;
COMMENT ON FUNCTION enter_mail IS 'Puts the courier into a site as the member who answers a mail that they were sent, with what they may see now; the caller has checked the signature of the address. No row: they are no member, or were sent no such mail. is_theirs: it comes from their own address; record_id NULL: the mail was not about that record, or they do not see it.';
REVOKE ALL ON FUNCTION enter_mail FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_mail TO gatehouse_app;
RESET ROLE;
