-- A number is one customer of an application, also when two calls from it are the first ones at once.

-- Of those that were made twice, the first keeps the number; the others keep it as the name that they were shown by.
UPDATE customer SET name = COALESCE(name, phone), phone = NULL
WHERE EXISTS (
    SELECT 1 FROM customer AS earlier
    WHERE earlier.application = customer.application AND earlier.phone = customer.phone
        AND (earlier.created < customer.created
            OR (earlier.created = customer.created AND earlier.id < customer.id))
);
DROP INDEX customer_phone;
CREATE UNIQUE INDEX customer_phone ON customer (application, phone) WHERE phone IS NOT NULL;
