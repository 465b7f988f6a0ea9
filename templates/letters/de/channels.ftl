test-message = Ein Test von { $location }
    .text = { $inviter } hat dies von { $location } gesendet, um zu sehen, ob Nachrichten ankommen. Diese ist angekommen.
    .button = Zu Parlour
    .sms = { $inviter } hat diesen Test von { $location } gesendet. Wenn Sie ihn lesen, kommen Nachrichten an. { $link }
