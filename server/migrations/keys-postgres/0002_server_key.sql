-- Which server key wraps the keys (never itself in the open), so that it can be changed while servers run.
-- `key_id` is a name that says nothing about it. `pepper` is sealed with it and outlives it. While a change is
-- not ended, `bridge` holds it sealed with the one before, for processes that have only that, and `back` the one
-- before sealed with it, for what is not wrapped again yet; otherwise both are empty.
create table server_key (
    slot bigint primary key not null,
    key_id text not null,
    pepper bytea not null,
    bridge bytea not null,
    back bytea not null,
    since bigint not null,
    constraint server_key_slot_check check (slot = 1)
);
