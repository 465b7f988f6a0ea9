test-message = Una prueba de { $location }
    .text = { $inviter } ha enviado esto desde { $location } para ver si los mensajes llegan. Este ha llegado.
    .button = Ir a Parlour
    .sms = { $inviter } ha enviado esta prueba desde { $location }. Si puede leerla, los mensajes llegan. { $link }
