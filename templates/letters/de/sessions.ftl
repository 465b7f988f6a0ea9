choose-a-new-password = Wählen Sie ein neues Passwort für Parlour
    .text = { $name }, jemand hat ein neues Passwort für Ihr Konto angefordert, wahrscheinlich Sie selbst.
    .button = Neues Passwort wählen
    .more = Der Link gilt einmal, 30 Minuten lang.
    .aside = Das waren nicht Sie? Ignorieren Sie diese Nachricht, dann bleibt Ihr Passwort, wie es ist.
your-password-has-changed = { $name }, Ihr Passwort für Parlour wurde geändert
    .text = { $name }, das Passwort Ihres Kontos wurde eben geändert, und Sie wurden überall abgemeldet.
    .button = Neues Passwort wählen
    .more = Das waren nicht Sie? Wählen Sie sofort ein neues.
second-factor-on = { $name }, Ihr zweiter Faktor ist eingeschaltet
    .text = { $name }, ab jetzt fragt Parlour bei der Anmeldung nach Ihrem Passwort und nach einem Code von Ihrem Gerät.
    .button = Neues Passwort wählen
    .more = Das waren nicht Sie? Wählen Sie sofort ein neues Passwort, und bitten Sie einen Inhaber Ihres Standorts um Hilfe.
second-factor-off = { $name }, Ihr zweiter Faktor ist ausgeschaltet
    .text = { $name }, der zweite Faktor Ihres Kontos wurde eben ausgeschaltet. Zur Anmeldung genügt jetzt Ihr Passwort.
    .button = Neues Passwort wählen
    .more = Das waren nicht Sie? Wählen Sie sofort ein neues Passwort, und schalten Sie den zweiten Faktor wieder ein.
recovery-code-used = { $name }, einer Ihrer Wiederherstellungscodes wurde benutzt
    .text = { $name }, jemand, wahrscheinlich Sie selbst, hat sich eben mit einem Ihrer Wiederherstellungscodes angemeldet. { $left ->
        [0] Es ist keiner mehr übrig.
        [one] Es ist noch einer übrig.
       *[other] Es sind noch { $left } übrig.
    }
    .button = Zweiten Faktor ansehen
    .more = Das waren nicht Sie? Ändern Sie sofort Ihr Passwort, und erstellen Sie neue Wiederherstellungscodes.
second-factor-removed = { $name }, Ihr zweiter Faktor wurde entfernt
    .text = { $name }, { $who } von { $place } hat den zweiten Faktor Ihres Kontos entfernt. Zur Anmeldung genügt jetzt Ihr Passwort.
    .button = Wieder einschalten
    .more = Sie haben nicht darum gebeten? Wählen Sie ein neues Passwort, und sprechen Sie mit { $who }.
sessions-ended = { $name }, Sie wurden überall abgemeldet
    .text = { $name }, { $who } von { $place } hat alle Ihre Sitzungen in Parlour beendet. Sie können sich mit Ihrem Passwort wieder anmelden.
    .button = Anmelden
    .more = Das kommt unerwartet? Fragen Sie { $who }.
