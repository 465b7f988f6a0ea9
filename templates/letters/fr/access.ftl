access-ends-soon = Votre accès à { $location } se termine le { $day }
    .text = { $name }, votre accès à { $location } se termine à la fin du { $day }.
    .more = Si vous en avez encore besoin, demandez une date plus tardive à un propriétaire de { $location }.
