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
