-- How pay is reckoned from a day on; what was earned before keeps the terms of its own day (domain.md §8.1).
-- card_fee: hundredths of a percent, taken from the base of what was paid by card.
CREATE TABLE pay_terms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    starts_on DATE NOT NULL,
    pays_assistants BOOLEAN NOT NULL DEFAULT FALSE CHECK (pays_assistants IN (0, 1)),
    by_payment BOOLEAN NOT NULL DEFAULT FALSE CHECK (by_payment IN (0, 1)),
    by_list_price BOOLEAN NOT NULL DEFAULT FALSE CHECK (by_list_price IN (0, 1)),
    card_fee BIGINT NOT NULL DEFAULT 0 CHECK (card_fee BETWEEN 0 AND 10000),
    UNIQUE (location_id, starts_on)
);

-- The day on which the client paid, on the wall of the location.
ALTER TABLE appointments ADD COLUMN paid_on DATE;
ALTER TABLE appointments ADD COLUMN paid_by_card BOOLEAN NOT NULL DEFAULT FALSE CHECK (paid_by_card IN (0, 1));
CREATE INDEX appointments_paid ON appointments (location_id, paid_on) WHERE paid_on IS NOT NULL;

-- Of the rules of a person, the one that starts last counts on a day, and of several of one day the one with the highest
-- number. They are never changed; one that has not begun can be withdrawn. time_amount: minor units for an hour or a day.
CREATE TABLE pay_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    starts_on DATE NOT NULL,
    time_unit TEXT NOT NULL DEFAULT '' CHECK (time_unit IN ('', 'hour', 'day')),
    time_amount BIGINT NOT NULL DEFAULT 0 CHECK (time_amount >= 0),
    set_by TEXT NOT NULL,
    set_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    UNIQUE (member_id, number)
);
CREATE INDEX pay_rules_of_location ON pay_rules (location_id, starts_on);

-- amount: hundredths of a percent, or minor units. Without a category and a service it is the default.
CREATE TABLE pay_rates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id BIGINT NOT NULL REFERENCES pay_rules (id) ON DELETE CASCADE,
    work TEXT NOT NULL CHECK (work IN ('personal', 'with_assistant', 'assisting')),
    category_id BIGINT REFERENCES service_categories (id) ON DELETE CASCADE,
    service_id BIGINT REFERENCES services (id) ON DELETE CASCADE,
    is_percent BOOLEAN NOT NULL DEFAULT FALSE CHECK (is_percent IN (0, 1)),
    amount BIGINT NOT NULL CHECK (amount >= 0),
    CHECK (category_id IS NULL OR service_id IS NULL)
);
CREATE INDEX pay_rates_of_rule ON pay_rates (rule_id);

-- What was earned from the first to the last day. Confirmed it is frozen: its lines are copies. touched_at: when something
-- that it was made from changed afterwards. from_at and to_at: when its days begin and end, in UTC.
CREATE TABLE pay_statements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    from_at TIMESTAMP NOT NULL,
    to_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'confirmed')),
    total BIGINT NOT NULL DEFAULT 0,
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    confirmed_by TEXT NOT NULL DEFAULT '',
    confirmed_at TIMESTAMP,
    touched_at TIMESTAMP,
    version BIGINT NOT NULL DEFAULT 1,
    UNIQUE (location_id, number),
    CHECK (first_day <= last_day)
);
CREATE INDEX pay_statements_of_member ON pay_statements (member_id, last_day);
CREATE INDEX pay_statements_of_location ON pay_statements (location_id, last_day, id);
CREATE INDEX pay_statements_touched ON pay_statements (location_id) WHERE touched_at IS NOT NULL;

-- Bonuses and the like. amount: minor units; only an adjustment can be below nothing. A payment is what somebody has got already.
CREATE TABLE pay_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location_id BIGINT NOT NULL REFERENCES locations (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('bonus', 'penalty', 'advance', 'payment', 'adjustment')),
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    corrects_id BIGINT REFERENCES pay_statements (id),
    made_by TEXT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    voided_by TEXT NOT NULL DEFAULT '',
    voided_at TIMESTAMP,
    CHECK (amount > 0 OR kind = 'adjustment')
);
CREATE INDEX pay_entries_of_location ON pay_entries (location_id, day);
CREATE INDEX pay_entries_of_member ON pay_entries (member_id, day);
CREATE INDEX pay_entries_that_correct ON pay_entries (corrects_id) WHERE corrects_id IS NOT NULL;

-- What a confirmed statement is made of. why: how the amount was reckoned, as the engine said it then.
CREATE TABLE pay_lines (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    statement_id BIGINT NOT NULL REFERENCES pay_statements (id) ON DELETE CASCADE,
    day DATE NOT NULL,
    work TEXT NOT NULL,
    appointment_id BIGINT,
    line_id BIGINT,
    entry_id BIGINT REFERENCES pay_entries (id),
    title TEXT NOT NULL,
    client_name TEXT NOT NULL DEFAULT '',
    amount BIGINT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX pay_lines_of_statement ON pay_lines (statement_id, day);
CREATE INDEX pay_lines_of_entry ON pay_lines (entry_id) WHERE entry_id IS NOT NULL;

-- The ready-made roles get the rights that came with this release, as in rights.md §5.
UPDATE roles SET rights = rights || ' payroll.own payroll.view payroll.export' WHERE template = 'manager';
UPDATE roles SET rights = rights || ' payroll.own' WHERE template = 'receptionist';
UPDATE roles SET rights = rights || ' payroll.own' WHERE template = 'call-center';
UPDATE roles SET rights = rights || ' payroll.own payroll.view payroll.rules payroll.statements payroll.export' WHERE template = 'accountant';
UPDATE roles SET rights = rights || ' payroll.own' WHERE template = 'professional';
UPDATE roles SET rights = rights || ' payroll.own' WHERE template = 'view-only';
UPDATE roles SET rights = rights || ' payroll.own payroll.view' WHERE template = 'system-manager';
UPDATE chain_roles SET rights = rights || ' chain.payroll' WHERE template = 'manager';
UPDATE chain_roles SET rights = rights || ' chain.payroll' WHERE template = 'accountant';
