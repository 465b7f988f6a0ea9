choose-a-new-password = Choisissez un nouveau mot de passe pour Parlour
    .text = { $name }, quelqu’un a demandé un nouveau mot de passe pour votre compte, sans doute vous.
    .button = Choisir un nouveau mot de passe
    .more = Le lien fonctionne une seule fois, pendant 30 minutes.
    .aside = Ce n’était pas vous ? Ignorez ce message, et votre mot de passe reste le même.
your-password-has-changed = { $name }, votre mot de passe Parlour a changé
    .text = { $name }, le mot de passe de votre compte vient de changer et toutes vos sessions ont été fermées.
    .button = Choisir un nouveau mot de passe
    .more = Ce n’était pas vous ? Choisissez-en un autre tout de suite.
second-factor-on = { $name }, votre second facteur est activé
    .text = { $name }, désormais, pour entrer dans Parlour, il faut votre mot de passe et un code de votre appareil.
    .button = Choisir un nouveau mot de passe
    .more = Ce n’était pas vous ? Choisissez tout de suite un nouveau mot de passe, et demandez de l’aide à un propriétaire de votre établissement.
second-factor-off = { $name }, votre second facteur est désactivé
    .text = { $name }, le second facteur de votre compte vient d’être désactivé. Votre mot de passe suffit maintenant pour entrer.
    .button = Choisir un nouveau mot de passe
    .more = Ce n’était pas vous ? Choisissez tout de suite un nouveau mot de passe, et réactivez le second facteur.
recovery-code-used = { $name }, un de vos codes de secours a été utilisé
    .text = { $name }, quelqu’un, sans doute vous, vient d’entrer avec un de vos codes de secours. { $left ->
        [0] Il n’en reste aucun.
        [one] Il en reste un.
       *[other] Il en reste { $left }.
    }
    .button = Voir votre second facteur
    .more = Ce n’était pas vous ? Changez tout de suite votre mot de passe, et créez de nouveaux codes de secours.
second-factor-removed = { $name }, votre second facteur a été retiré
    .text = { $name }, { $who }, de { $place }, a retiré le second facteur de votre compte. Votre mot de passe suffit maintenant pour entrer.
    .button = Le réactiver
    .more = Vous ne l’aviez pas demandé ? Choisissez un nouveau mot de passe, et parlez-en à { $who }.
sessions-ended = { $name }, toutes vos sessions ont été fermées
    .text = { $name }, { $who }, de { $place }, a fermé toutes vos sessions dans Parlour. Vous pouvez entrer de nouveau avec votre mot de passe.
    .button = Se connecter
    .more = Vous ne vous y attendiez pas ? Demandez à { $who }.
