test-message = Um teste de { $location }
    .text = { $inviter } enviou isto de { $location } para ver se as mensagens chegam. Esta chegou.
    .button = Ir para o Parlour
    .sms = { $inviter } enviou este teste de { $location }. Se o consegue ler, as mensagens chegam. { $link }
