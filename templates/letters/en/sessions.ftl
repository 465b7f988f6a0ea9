choose-a-new-password = Choose a new password for Parlour
    .text = { $name }, somebody asked for a new password for your account, probably you.
    .button = Choose a new password
    .more = The link works once, for 30 minutes.
    .aside = Not you? Ignore this message, and your password stays as it is.
your-password-has-changed = { $name }, your password for Parlour has changed
    .text = { $name }, the password of your account was changed just now, and you were signed out everywhere.
    .button = Choose a new password
    .more = Was it not you? Choose a new one at once.
second-factor-on = { $name }, your second factor is on
    .text = { $name }, from now on, signing in to Parlour asks for your password and for a code from your device.
    .button = Choose a new password
    .more = Was it not you? Choose a new password at once, and ask an owner of your location for help.
second-factor-off = { $name }, your second factor is off
    .text = { $name }, the second factor of your account was turned off just now. Your password alone signs you in.
    .button = Choose a new password
    .more = Was it not you? Choose a new password at once, and turn the second factor on again.
recovery-code-used = { $name }, a recovery code of yours was used
    .text = { $name }, somebody, probably you, just signed in with one of your recovery codes. { $left ->
        [0] None is left.
        [one] One is left.
       *[other] { $left } are left.
    }
    .button = See your second factor
    .more = Was it not you? Change your password at once, and make new recovery codes.
second-factor-removed = { $name }, your second factor was removed
    .text = { $name }, { $who } of { $place } has removed the second factor of your account. Your password alone signs you in.
    .button = Turn it on again
    .more = Did you not ask for this? Choose a new password, and talk to { $who }.
sessions-ended = { $name }, you were signed out everywhere
    .text = { $name }, { $who } of { $place } has ended all your sessions in Parlour. You can sign in again with your password.
    .button = Sign in
    .more = Did you not expect this? Ask { $who }.
