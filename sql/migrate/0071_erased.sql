-- Whoever is removed leaves nothing that they kept for themselves: no canned opinion, and nothing that they typed and did not save (RX.15).
SET LOCAL ROLE gatehouse_owner;
SET LOCAL search_path = app, pg_catalog;

CREATE OR REPLACE FUNCTION account_erase(p_account bigint, p_name text, p_at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = app, pg_catalog, pg_temp AS $$
DECLARE
	asking CONSTANT text := COALESCE(app.account()::text, '');
	inside CONSTANT text := COALESCE(app.site()::text, '');
	s bigint;
BEGIN
	PERFORM must(is_operator() AND p_account IS DISTINCT FROM app.account());
	UPDATE account SET login = 'removed-' || id, name = p_name, sort_key = '', email = '', password = NULL, totp_secret = NULL, disabled_at = p_at WHERE id = p_account;
	DELETE FROM session WHERE account_id = p_account;
	DELETE FROM recovery_code WHERE account_id = p_account;
	DELETE FROM one_time_link WHERE account_id = p_account;
	EXECUTE format('SET LOCAL app.account = %L', p_account);
	FOR s IN SELECT i.site_id FROM invitation i WHERE i.account_id = p_account UNION SELECT m.site_id FROM membership m WHERE m.account_id = p_account LOOP
		EXECUTE format('SET LOCAL app.site = %L', s);
		UPDATE invitation SET address = 'removed-' || p_account, name = '' WHERE site_id = s AND account_id = p_account;
		DELETE FROM saying WHERE site_id = s AND account_id = p_account;
		DELETE FROM unsaved WHERE site_id = s AND account_id = p_account;
	END LOOP;
	EXECUTE format('SET LOCAL app.site = %L', inside);
	EXECUTE format('SET LOCAL app.account = %L', asking);
END $$;

RESET ROLE;
