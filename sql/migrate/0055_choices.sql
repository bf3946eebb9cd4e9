-- Whom and what a site offers for choice, its members, departments and platforms, and what its roles are called, changes seldom: workers keep it until the site's version is
-- another (src/access/site.h).  So whatever changes it writes a new version, in the same transaction (issue 10).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

-- Of two who change something here the second waits, and its version is the later one.  What is kept of members (pass_keep, 0048) waits for the same lock
-- of the site: it comes first, so that neither waits for what the other holds.
CREATE FUNCTION choices_anew(p_sites bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(48, hashint8(s.id)) FROM (SELECT DISTINCT id FROM unnest(p_sites) x (id) ORDER BY id) s;
	PERFORM FROM app.site s WHERE s.id = ANY (p_sites) ORDER BY s.id FOR NO KEY UPDATE;
	UPDATE app.site SET version = version + 1 WHERE id = ANY (p_sites);
END $$;
COMMENT ON FUNCTION choices_anew IS 'What these sites offer for choice is another: the workers read it anew.';

CREATE FUNCTION choices_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	PERFORM app.choices_anew(ARRAY[CASE TG_OP WHEN 'DELETE' THEN OLD.site_id ELSE NEW.site_id END]);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION choices_changed IS 'A member, department or platform of this site is another.';

-- Also where somebody has left: a name that two people bear is shown with more.
CREATE FUNCTION choices_renamed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	asking CONSTANT text := COALESCE(app.account()::text, '');
	found bigint[];
BEGIN
	EXECUTE format('SET LOCAL app.account = %L', NEW.id);
	found := ARRAY(SELECT m.site_id FROM membership m WHERE m.account_id = NEW.id);
	EXECUTE format('SET LOCAL app.account = %L', asking);
	PERFORM app.choices_anew(found);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION choices_renamed IS 'Somebody is called otherwise, or their account is closed or open again: in all sites they belong or belonged to.';

-- Roles are only called by their names there: who may do something is read with every request.
CREATE FUNCTION choices_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		PERFORM app.choices_anew(ARRAY(SELECT o.site_id FROM old_rows o));
	ELSE
		PERFORM app.choices_anew(ARRAY(SELECT n.site_id FROM new_rows n));
	END IF;
	RETURN NULL;
END $$;
COMMENT ON FUNCTION choices_follow IS 'Roles are called otherwise, or others hold a permission.';
REVOKE ALL ON FUNCTION choices_anew, choices_changed, choices_renamed, choices_follow FROM PUBLIC;

DO $$
DECLARE
	t text;
BEGIN
	FOREACH t IN ARRAY ARRAY['role', 'role_permission'] LOOP
		EXECUTE format('CREATE TRIGGER choices_come AFTER INSERT ON app.%I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.choices_follow()', t);
		EXECUTE format('CREATE TRIGGER choices_change AFTER UPDATE ON app.%I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.choices_follow()', t);
		EXECUTE format('CREATE TRIGGER choices_go AFTER DELETE ON app.%I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION app.choices_follow()', t);
	END LOOP;
END $$;

CREATE TRIGGER choices AFTER INSERT OR DELETE OR UPDATE OF department_id, left_at, sort_key ON membership FOR EACH ROW EXECUTE FUNCTION choices_changed();
CREATE TRIGGER choices AFTER INSERT OR DELETE OR UPDATE ON department FOR EACH ROW EXECUTE FUNCTION choices_changed();
CREATE TRIGGER choices_come AFTER INSERT ON record FOR EACH ROW WHEN (NEW.kind = 'platform') EXECUTE FUNCTION choices_changed();
CREATE TRIGGER choices_change AFTER UPDATE OF number, title, visible ON record FOR EACH ROW
	WHEN (NEW.kind = 'platform' AND (OLD.number, OLD.title, OLD.visible) IS DISTINCT FROM (NEW.number, NEW.title, NEW.visible)) EXECUTE FUNCTION choices_changed();
CREATE TRIGGER choices_go AFTER DELETE ON record FOR EACH ROW WHEN (OLD.kind = 'platform') EXECUTE FUNCTION choices_changed();
CREATE TRIGGER choices AFTER UPDATE OF name, login, sort_key, disabled_at, shares_name ON account FOR EACH ROW
	WHEN ((OLD.name, OLD.login, OLD.sort_key, OLD.disabled_at, OLD.shares_name) IS DISTINCT FROM (NEW.name, NEW.login, NEW.sort_key, NEW.disabled_at, NEW.shares_name))
	EXECUTE FUNCTION choices_renamed();
