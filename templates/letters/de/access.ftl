access-ends-soon = Ihr Zugang zu { $location } endet am { $day }
    .text = { $name }, Ihr Zugang zu { $location } endet mit Ablauf des { $day }.
    .more = Wenn Sie ihn weiter brauchen, bitten Sie einen Inhaber von { $location } um einen späteren Tag.
