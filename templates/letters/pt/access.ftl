access-ends-soon = O seu acesso a { $location } termina em { $day }
    .text = { $name }, o seu acesso a { $location } termina no final de { $day }.
    .more = Se ainda precisar dele, peça a um proprietário de { $location } uma data posterior.
