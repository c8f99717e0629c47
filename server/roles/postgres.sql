-- A role for `parmen serve` that can add to the access log and to the log of ops, and never change or remove a line
-- there. Run as the tables' owner, in the store's database, when a new version has made its tables:
--   DATABASE_URL="$OWNER_URL" parmen check && psql "$OWNER_URL" -f server/roles/postgres.sql
-- and the first time give it a password:
--   psql "$OWNER_URL" -c '\password parmen_serve'
do $$
begin
    if not exists (select from pg_roles where rolname = 'parmen_serve') then
        create role parmen_serve login;
    end if;
end
$$;

-- `create` lets it look for new migrations at its start; what others own it cannot alter or drop.
grant usage, create on schema public to parmen_serve;
grant select, insert, update, delete on all tables in schema public to parmen_serve;
-- What was removed 90 days ago is emptied by `parmen redact`, which the owner of the tables runs once a day.
revoke update, delete, truncate on account_events, audit_events, audit_reviews, audit_review_findings, issue_events, ops
    from parmen_serve;
-- Who checks the access log is named by the owner of the tables, with `parmen reviewer`.
revoke insert, update, delete, truncate on reviewers from parmen_serve;
-- A later version may know a kind of op that an earlier one carried unread; nothing else of an op changes.
grant update (kind) on ops to parmen_serve;
