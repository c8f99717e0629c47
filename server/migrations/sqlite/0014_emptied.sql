-- What an owner has emptied and what is not yet written over; an op that is has another kind.
create index ops_emptied_index on ops (binder_id, entry_id) where kind = 'empty';
