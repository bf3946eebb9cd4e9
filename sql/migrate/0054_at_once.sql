-- Two transactions at the same moment (issue 10): what is kept by triggers is right whichever of them is first, and none is broken off.
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- One lock for a site instead of one for each role and pass: somebody who left while one of their roles was changed held the pass that the other
-- wanted, and wanted the role that the other held, and one of the two was broken off.  Rights are changed seldom, so nobody waits long.
CREATE OR REPLACE FUNCTION pass_keep(p_site bigint, p_accounts bigint[], p_roles bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	inside CONSTANT text := COALESCE(current_setting('app.site', true), '');
	holders bigint[] := p_accounts;
BEGIN
	-- The second waits here until the first has ended, and its next statement sees what the first has written.
	PERFORM pg_advisory_xact_lock(48, hashint8(p_site));
	EXECUTE format('SET LOCAL app.site = %L', p_site);
	IF p_accounts IS NULL THEN
		holders := ARRAY(SELECT mr.account_id FROM app.member_role mr WHERE mr.site_id = p_site AND mr.role_id = ANY (p_roles));
	END IF;
	INSERT INTO app.pass AS p (site_id, account_id, is_member, is_held, department_id, permissions, second_factor, stands_in_until)
	SELECT d.site_id, d.account_id, d.is_member, d.is_held, d.department_id, d.permissions, d.second_factor, d.stands_in_until
	FROM app.pass_due d WHERE d.site_id = p_site AND d.account_id = ANY (holders)
	ON CONFLICT (site_id, account_id) DO UPDATE SET is_member = EXCLUDED.is_member, is_held = EXCLUDED.is_held, department_id = EXCLUDED.department_id,
		permissions = EXCLUDED.permissions, second_factor = EXCLUDED.second_factor, stands_in_until = EXCLUDED.stands_in_until
	WHERE p IS DISTINCT FROM EXCLUDED;
	EXECUTE format('SET LOCAL app.site = %L', inside);
END $$;

RESET ROLE;
-- What waits is added for many records at once, too, by whoever changes rights and holds none of these records (waiting_nobody).  Meanwhile somebody
-- else may hide one of them, or take away what waits there.  So the line of the record in open_record is held first: the second of the two waits, and
-- its next statement sees what the first has written.  Otherwise an item would keep a sight, or a record a day, that was true a moment before.
CREATE OR REPLACE FUNCTION app.waiting_comes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM FROM open_record o WHERE o.site_id = NEW.site_id AND o.record_id = NEW.record_id FOR NO KEY UPDATE;
	NEW.visible := COALESCE((SELECT r.visible FROM record r WHERE r.site_id = NEW.site_id AND r.id = NEW.record_id), 2);
	IF NEW.due IS NOT NULL THEN
		UPDATE open_record o SET waits = NEW.due WHERE o.site_id = NEW.site_id AND o.record_id = NEW.record_id AND (o.waits IS NULL OR o.waits > NEW.due);
	END IF;
	RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION app.waiting_goes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM FROM open_record o WHERE o.site_id = OLD.site_id AND o.record_id = OLD.record_id FOR NO KEY UPDATE;
	UPDATE open_record o SET waits = (SELECT min(w.due) FROM waiting w WHERE w.site_id = OLD.site_id AND w.record_id = OLD.record_id)
	WHERE o.site_id = OLD.site_id AND o.record_id = OLD.record_id AND (TG_OP = 'UPDATE' OR o.waits = OLD.due);
	RETURN NULL;
END $$;
