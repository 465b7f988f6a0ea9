access-ends-soon = Your access to { $location } ends on { $day }
    .text = { $name }, your access to { $location } ends at the end of { $day }.
    .more = If you still need it, ask an owner of { $location } to give you a later day.
