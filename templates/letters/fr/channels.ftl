test-message = Un essai de { $location }
    .text = { $inviter } a envoyé ceci depuis { $location } pour voir si les messages arrivent. Celui-ci est arrivé.
    .button = Aller à Parlour
    .sms = { $inviter } a envoyé cet essai depuis { $location }. Si vous le lisez, les messages arrivent. { $link }
