DROP VIEW people_of_chains;
DROP TABLE chain_batch_rows;
DROP TABLE chain_batches;
