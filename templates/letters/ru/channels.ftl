test-message = Проверка от { $location }
    .text = { $inviter } отправляет это из { $location }, чтобы проверить, доходят ли сообщения. Это дошло.
    .button = Открыть Parlour
    .sms = { $inviter } проверяет сообщения из { $location }. Если вы это читаете, они доходят. { $link }
