choose-a-new-password = Escolha uma nova palavra-passe para o Parlour
    .text = { $name }, alguém pediu uma nova palavra-passe para a sua conta, provavelmente você.
    .button = Escolher uma nova palavra-passe
    .more = A ligação funciona uma vez, durante 30 minutos.
    .aside = Não foi você? Ignore esta mensagem, e a palavra-passe fica como está.
your-password-has-changed = { $name }, a sua palavra-passe do Parlour mudou
    .text = { $name }, a palavra-passe da sua conta acabou de mudar, e todas as suas sessões terminaram.
    .button = Escolher uma nova palavra-passe
    .more = Não foi você? Escolha já uma nova.
second-factor-on = { $name }, o seu segundo fator está ligado
    .text = { $name }, a partir de agora, para entrar no Parlour são precisos a palavra-passe e um código do seu dispositivo.
    .button = Escolher uma nova palavra-passe
    .more = Não foi você? Escolha já uma nova palavra-passe e peça ajuda a um proprietário do seu espaço.
second-factor-off = { $name }, o seu segundo fator está desligado
    .text = { $name }, o segundo fator da sua conta acabou de ser desligado. Agora basta a palavra-passe para entrar.
    .button = Escolher uma nova palavra-passe
    .more = Não foi você? Escolha já uma nova palavra-passe e volte a ligar o segundo fator.
recovery-code-used = { $name }, foi usado um dos seus códigos de recuperação
    .text = { $name }, alguém, provavelmente você, acabou de entrar com um dos seus códigos de recuperação. { $left ->
        [0] Não resta nenhum.
        [one] Resta um.
       *[other] Restam { $left }.
    }
    .button = Ver o seu segundo fator
    .more = Não foi você? Mude já a palavra-passe e crie novos códigos de recuperação.
second-factor-removed = { $name }, o seu segundo fator foi removido
    .text = { $name }, { $who }, de { $place }, removeu o segundo fator da sua conta. Agora basta a palavra-passe para entrar.
    .button = Ligá-lo de novo
    .more = Não pediu isto? Escolha uma nova palavra-passe e fale com { $who }.
sessions-ended = { $name }, todas as suas sessões terminaram
    .text = { $name }, { $who }, de { $place }, terminou todas as suas sessões no Parlour. Pode voltar a entrar com a sua palavra-passe.
    .button = Entrar
    .more = Não estava à espera? Pergunte a { $who }.
