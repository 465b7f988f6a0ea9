choose-a-new-password = Elija una contraseña nueva para Parlour
    .text = { $name }, alguien ha pedido una contraseña nueva para su cuenta, seguramente usted.
    .button = Elegir una contraseña nueva
    .more = El enlace funciona una vez, durante 30 minutos.
    .aside = ¿No ha sido usted? Ignore este mensaje y su contraseña seguirá igual.
your-password-has-changed = { $name }, su contraseña de Parlour ha cambiado
    .text = { $name }, la contraseña de su cuenta acaba de cambiar y se han cerrado todas sus sesiones.
    .button = Elegir una contraseña nueva
    .more = ¿No ha sido usted? Elija una nueva ahora mismo.
second-factor-on = { $name }, su segundo factor está activado
    .text = { $name }, a partir de ahora, para entrar en Parlour hacen falta su contraseña y un código de su dispositivo.
    .button = Elegir una contraseña nueva
    .more = ¿No ha sido usted? Elija una contraseña nueva ahora mismo y pida ayuda a un propietario de su local.
second-factor-off = { $name }, su segundo factor está desactivado
    .text = { $name }, el segundo factor de su cuenta acaba de desactivarse. Ahora basta la contraseña para entrar.
    .button = Elegir una contraseña nueva
    .more = ¿No ha sido usted? Elija una contraseña nueva ahora mismo y vuelva a activar el segundo factor.
recovery-code-used = { $name }, se ha usado un código de recuperación suyo
    .text = { $name }, alguien, seguramente usted, acaba de entrar con uno de sus códigos de recuperación. { $left ->
        [0] No queda ninguno.
        [one] Queda uno.
       *[other] Quedan { $left }.
    }
    .button = Ver su segundo factor
    .more = ¿No ha sido usted? Cambie la contraseña ahora mismo y cree códigos de recuperación nuevos.
second-factor-removed = { $name }, se ha quitado su segundo factor
    .text = { $name }, { $who }, de { $place }, ha quitado el segundo factor de su cuenta. Ahora basta la contraseña para entrar.
    .button = Activarlo de nuevo
    .more = ¿No lo ha pedido usted? Elija una contraseña nueva y hable con { $who }.
sessions-ended = { $name }, se han cerrado todas sus sesiones
    .text = { $name }, { $who }, de { $place }, ha cerrado todas sus sesiones de Parlour. Puede volver a entrar con su contraseña.
    .button = Entrar
    .more = ¿No lo esperaba? Pregunte a { $who }.
