-- Statements of the forms of records: what a new one begins with.

-- name: prefill_holder
-- Who holds a right for the department of whoever asks, where that is one person alone.
-- $1 site bigint, $2 right
SELECT min(h.account_id) AS account_id FROM app.membership m CROSS JOIN LATERAL app.holders($1::bigint, $2::text) h
WHERE m.site_id = $1::bigint AND m.account_id = app.account() AND h.department_id = m.department_id HAVING count(*) = 1;
