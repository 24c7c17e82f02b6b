-- The ledger of Field CRM's bridge, for SQL Server. To be run once by the DBA, in the
-- database winpneu. Each row that the bridge writes has a unique name; it is noted here in
-- the same transaction, so that nothing is ever written twice.

CREATE TABLE dbo.field_crm_ledger (
    "name" varchar(100) NOT NULL PRIMARY KEY,
    "reference" char(30) NULL,
    "integrated_on" datetime NOT NULL
);

-- What the bridge's login needs, and no more. The login itself is made by the DBA.
GRANT SELECT, INSERT ON dbo.field_crm_ledger TO field_crm;
GRANT SELECT, INSERT ON dbo.client_relation TO field_crm;
GRANT SELECT, INSERT ON dbo.client TO field_crm;
-- Only if rows are to be archived (« Archive rows in winpneu »).
GRANT UPDATE ON dbo.client_relation (c_archive) TO field_crm;
-- Only if the revenue is read; a view does as well.
GRANT SELECT ON dbo.client_ca TO field_crm;
