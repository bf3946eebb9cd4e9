-- Roles, once per cluster; run by a superuser before the first migration.
-- Nobody logs in as the owner: migrations SET ROLE to it.  The workers log in as gatehouse_app, which owns nothing
-- and bypasses nothing.  For a visitor's public form they become gatehouse_public.  gatehouse_search owns the listed functions that must read an index row security would hide.
-- gatehouse_keeper owns the triggers that count records for everybody, whoever changed them.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_owner') THEN
		CREATE ROLE gatehouse_owner NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_search') THEN
		CREATE ROLE gatehouse_search NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_keeper') THEN
		CREATE ROLE gatehouse_keeper NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_public') THEN
		CREATE ROLE gatehouse_public NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_app') THEN
		CREATE ROLE gatehouse_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
	END IF;
END $$;
-- NOINHERIT: what gatehouse_public may see, gatehouse_app sees only while it has become it.
ALTER ROLE gatehouse_app NOINHERIT;
GRANT gatehouse_public TO gatehouse_app;
ALTER ROLE gatehouse_app SET statement_timeout = '10s';
ALTER ROLE gatehouse_app SET lock_timeout = '5s';
ALTER ROLE gatehouse_app SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE gatehouse_app SET plan_cache_mode = 'force_generic_plan';
-- Row security makes plans look dear: compiling one would cost a second for a query of two milliseconds.
ALTER ROLE gatehouse_app SET jit = off;
-- What is read is nearly always in memory: without this, tables of a few pages are read in full for one row of them.
ALTER ROLE gatehouse_app SET random_page_cost = 1.1;
ALTER ROLE gatehouse_app SET DateStyle = 'ISO, YMD';
ALTER ROLE gatehouse_app SET search_path = 'app, pg_catalog';
