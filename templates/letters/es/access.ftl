access-ends-soon = Su acceso a { $location } termina el { $day }
    .text = { $name }, su acceso a { $location } termina al final del { $day }.
    .more = Si aún lo necesita, pida a un propietario de { $location } que le dé una fecha posterior.
