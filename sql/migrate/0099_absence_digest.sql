-- An absence can hand over what somebody is responsible for and has to do, for as long as it lasts (RX.3; issue 14, point 8); mail can
-- come once a week (RX.6).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- ---------------------------------------------------------------- for the time of an absence

ALTER TABLE delegation ADD COLUMN hands_over boolean NOT NULL DEFAULT false;
ALTER TABLE delegation ADD COLUMN returned_at timestamptz;
COMMENT ON COLUMN delegation.hands_over IS 'Does the delegate also take over what the absent is responsible for and has to do?';
COMMENT ON COLUMN delegation.returned_at IS 'When all of that was given back, after its end.';
CREATE INDEX delegation_handing_over ON delegation (site_id, starts_on) WHERE hands_over AND returned_at IS NULL;

CREATE TABLE lent (
	site_id bigint NOT NULL,
	delegation_id bigint NOT NULL,
	record_id bigint NOT NULL,
	entry text NOT NULL,
	field text NOT NULL,
	no int NOT NULL,
	at timestamptz NOT NULL,
	back_at timestamptz,
	PRIMARY KEY (site_id, delegation_id, record_id, entry, field, no)
);
SELECT tenant_table('lent', 'SELECT, INSERT, UPDATE (back_at)', true);
SELECT describe('lent', 'What a delegate took over for the time of an absence; once in each.', 'delegation_id', 'The absence.', 'entry', 'The table of entries whose entry it is; empty: the record itself.', 'field', 'Which field names the person.', 'no', 'Number of the entry; 0: the record.',
	'back_at', 'When it was given back; NULL: it was not, or not yet: somebody else has it meanwhile, or it is over.');
ALTER TABLE lent ADD CONSTRAINT lent_is_for_an_absence FOREIGN KEY (site_id, delegation_id) REFERENCES delegation (site_id, id);
ALTER TABLE lent ADD CONSTRAINT lent_is_of_a_record FOREIGN KEY (site_id, record_id) REFERENCES record (site_id, id);
CREATE INDEX lent_by_record ON lent (site_id, record_id);

-- A duty about a record goes along with it.
GRANT UPDATE (account_id) ON duty TO gatehouse_app;

-- ---------------------------------------------------------------- mail once a week

ALTER TABLE message_choice DROP CONSTRAINT message_choice_is_known;
ALTER TABLE message_choice ADD CONSTRAINT message_choice_is_known CHECK (choice IN ('now', 'daily', 'weekly', 'off'));
ALTER TABLE message_choice DROP CONSTRAINT message_choice_topic_is_known;
ALTER TABLE message_choice ADD CONSTRAINT message_choice_topic_is_known CHECK (topic IN ('alarm', 'waiting', 'talk', 'progress', 'site', 'figures'));
ALTER TABLE delivery DROP CONSTRAINT delivery_topic_is_known;
ALTER TABLE delivery ADD CONSTRAINT delivery_topic_is_known CHECK (topic IN ('alarm', 'waiting', 'talk', 'progress', 'site', 'figures'));
ALTER TABLE message_choice ADD COLUMN told_on date;
COMMENT ON COLUMN message_choice.told_on IS 'Of the figures: Monday of the week in which they were told last.';
COMMENT ON COLUMN message_choice.choice IS 'now; daily (in one mail in the morning); weekly (in one mail on Monday morning), both with what waits for them; off.';

-- What became of an answer by mail is told at once: whoever wrote it believes that it stands on the page.
CREATE OR REPLACE FUNCTION message_topic(p_what text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN p_what IN ('alarm', 'figures') THEN p_what
		WHEN p_what IN ('waiting', 'urged', 'asked', 'nobody', 'late', 'late_twice', 'power_asked', 'import_wanted', 'mail_refused', 'mail_files', 'lent', 'given_back') THEN 'waiting'
		WHEN p_what IN ('commented', 'answered', 'copied') THEN 'talk'
		WHEN p_what IN ('joined', 'not_joined') OR p_what LIKE 'power\_%' OR p_what LIKE 'import\_%' THEN 'site'
		ELSE 'progress' END $$;
COMMENT ON FUNCTION message_topic IS 'The kind of message (notification.what) that people choose by: alarm, waiting, talk, progress, site, figures.';
CREATE OR REPLACE FUNCTION message_usual(p_topic text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE p_topic WHEN 'progress' THEN 'daily' WHEN 'figures' THEN 'off' ELSE 'now' END $$;
COMMENT ON FUNCTION message_usual IS 'What holds for somebody who has chosen nothing: now, daily, weekly or off.';

RESET ROLE;
GRANT CREATE ON SCHEMA app TO gatehouse_keeper;
SET LOCAL ROLE gatehouse_keeper;
CREATE OR REPLACE FUNCTION app.notification_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	IF (SELECT c.is_on FROM channel c WHERE c.name = 'mail') THEN
		INSERT INTO delivery (site_id, account_id, notification_id, topic, at, due_at)
		SELECT t.site_id, t.account_id, t.id, t.topic, t.at,
			-- The morning's mail goes out at half past eight, the week's on Monday.
			CASE x.choice WHEN 'daily' THEN (CASE WHEN t.at::time < time '08:30' THEN t.at::date ELSE t.at::date + 1 END + time '08:30')::timestamptz
				-- The figures are told once a week already.
				WHEN 'weekly' THEN CASE t.topic WHEN 'figures' THEN t.at ELSE (date_trunc('week', t.at - interval '8 hours 30 minutes')::date + 7 + time '08:30')::timestamptz END ELSE t.at END
		FROM (SELECT n.*, message_topic(n.what) AS topic FROM told n) t JOIN account a ON a.id = t.account_id AND a.email <> '' AND a.disabled_at IS NULL
		CROSS JOIN LATERAL (SELECT COALESCE((SELECT c.choice FROM message_choice c WHERE c.site_id = t.site_id AND c.account_id = t.account_id AND c.topic = t.topic), message_usual(t.topic)) AS choice) x
		WHERE x.choice <> 'off' AND (t.topic IN ('waiting', 'alarm') OR NOT EXISTS (SELECT FROM message_mute m WHERE m.site_id = t.site_id AND m.account_id = t.account_id AND m.record_id = t.record_id))
		ORDER BY t.id;
	END IF;
	IF EXISTS (SELECT FROM robot b WHERE b.site_id IN (SELECT n.site_id FROM told n) AND b.stopped_at IS NULL) THEN
		-- A group is told once of what several people are told, also by several statements of the act.
		INSERT INTO delivery (site_id, robot_id, notification_id, topic, at, due_at)
		SELECT DISTINCT ON (b.id, t.record_id, t.what) b.site_id, b.id, t.id, message_topic(t.what), t.at, t.at
		FROM told t JOIN robot b ON b.site_id = t.site_id AND b.stopped_at IS NULL JOIN record r ON r.site_id = t.site_id AND r.id = t.record_id
		LEFT JOIN membership m ON m.site_id = t.site_id AND m.account_id = t.account_id
		WHERE (b.department_id IS NULL OR b.department_id = m.department_id) AND (b.kinds = '{}' OR r.kind = ANY (b.kinds))
			AND NOT EXISTS (SELECT FROM notification o JOIN delivery d ON d.site_id = o.site_id AND d.notification_id = o.id AND d.robot_id = b.id
				WHERE o.site_id = t.site_id AND o.record_id = t.record_id AND o.what = t.what AND o.at = t.at)
		ORDER BY b.id, t.record_id, t.what, t.id;
	END IF;
	RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION app.message_stop(p_site bigint, p_account bigint, p_topic text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	IF NOT EXISTS (SELECT FROM membership m WHERE m.site_id = p_site AND m.account_id = p_account AND m.left_at IS NULL) THEN
		RETURN false;
	END IF;
	INSERT INTO message_choice (site_id, account_id, topic, choice)
	SELECT p_site, p_account, t, 'off' FROM unnest(ARRAY['alarm', 'waiting', 'talk', 'progress', 'site', 'figures']) t WHERE p_topic IN ('', t)
	ON CONFLICT ON CONSTRAINT message_choice_pkey DO UPDATE SET choice = 'off';
	RETURN true;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA app FROM gatehouse_keeper;
