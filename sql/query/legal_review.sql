-- Statements of legal reviews (R12.1).

-- name: legal_review_facts
-- Is there a text to review?
-- $1 site bigint, $2 number
SELECT app.says(k.body) OR EXISTS (SELECT FROM app.file f WHERE f.site_id = r.site_id AND f.record_id = r.id AND f.removed_at IS NULL) AS has_text
FROM app.record r JOIN app.legal_review k ON k.site_id = r.site_id AND k.record_id = r.id
WHERE r.site_id = $1::bigint AND r.number = $2;
