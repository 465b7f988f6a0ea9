access-ends-soon = Ваш доступ к { $location } заканчивается { $day }
    .text = { $name }, ваш доступ к { $location } закончится в конце дня { $day }.
    .more = Если он ещё нужен, попросите владельца { $location } продлить его.
