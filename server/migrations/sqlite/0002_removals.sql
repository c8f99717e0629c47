-- Which entries were ever removed or answered is asked whenever a binder is written in anew.
create index ops_removals_index on ops (binder_id, entry_id) where kind in ('remove', 'answer');
