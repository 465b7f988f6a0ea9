test-message = A test from { $location }
    .text = { $inviter } sent this from { $location } to see whether messages arrive. This one did.
    .button = Go to Parlour
    .sms = { $inviter } sent this test from { $location }. If you can read it, messages arrive. { $link }
