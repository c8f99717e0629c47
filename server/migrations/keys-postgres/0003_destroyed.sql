-- Keys that were destroyed: no new one is made in their place, and a copy of the store from before is finished
-- off when it is put back. A key that is merely missing is another thing: then nothing may be taken away.
create table destroyed (
    binder_id text primary key not null,
    destroyed_at bigint not null
);
