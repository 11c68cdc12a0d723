mail-field-not-an-address = { $field } : cela ne ressemble pas à une adresse électronique. Écrivez-la comme nom@exemple.tn.

mail-field-email = Adresse électronique
mail-field-safe = Je suis la seule à lire cette boîte aujourd’hui, sur chaque téléphone et ordinateur où elle est ouverte.
mail-email-title = Adresse électronique, si vous voulez
mail-email-lead = Votre compte marche sans elle. Une adresse sert à recevoir un lien vers une nouvelle phrase secrète quand vous avez oublié la vôtre et, seulement si vous le demandez, un message qui dit qu’il y a du nouveau.
mail-email-risk-title = Avant de donner une adresse
mail-email-risk-seen = Qui lit votre courrier voit que vous avez un compte, et l’adresse de ce site dans le lien. Nos messages ne disent ni votre pseudonyme ni de quoi parle ce site.
mail-email-risk-taken = Qui lit votre courrier et connaît aussi votre pseudonyme peut prendre votre compte.
mail-email-risk-paper = Si quelqu’un chez vous a votre mot de passe, ou si les messages s’affichent sur votre téléphone verrouillé, n’en donnez pas. Les codes de secours sur papier font la même chose.
mail-email-kept = Nous gardons l’adresse chiffrée, ne la montrons à personne et n’y envoyons rien que vous n’ayez demandé. Vous pouvez la supprimer à tout moment, aussi depuis chaque message.
mail-email-submit = M’envoyer un lien
mail-email-waiting = Un lien a été envoyé à { $address }. Il marche 30 minutes. Tant que vous ne l’avez pas ouvert, l’adresse ne sert à rien ; après un jour, elle est supprimée.
mail-email-waiting-again = Rien n’est arrivé ? Regardez parmi les courriers indésirables et vérifiez l’orthographe. Vous pouvez redonner l’adresse ici.
mail-email-verified = Les liens vont à { $address }.
mail-email-change = Pour une autre adresse, supprimez d’abord celle-ci.
mail-email-remove = Supprimer l’adresse
mail-email-removed = L’adresse est supprimée.
mail-email-codes = Codes de secours sur papier

mail-reset-title = Un lien par courrier électronique
mail-reset-lead = Seulement si vous avez donné une adresse dans votre compte et l’avez confirmée. Est-il sûr d’y recevoir du courrier aujourd’hui ?
mail-reset-submit = Envoyer le lien
mail-reset-sent = Si ce compte a une adresse confirmée, un lien est en route vers elle. Il sert une fois, pendant 30 minutes.
mail-reset-sent-same = Nous disons la même chose pour chaque nom, pour que personne ne puisse apprendre qui a un compte.
mail-reset-new-title = Une nouvelle phrase secrète
mail-reset-new-lead = Vous êtes ensuite déconnectée partout. Connectez-vous avec votre pseudonyme et la nouvelle phrase secrète.
mail-reset-done = Votre phrase secrète est changée et vous êtes déconnectée partout. Connectez-vous avec la nouvelle.
mail-reset-link = J’ai donné une adresse électronique : m’envoyer un lien

mail-verify-title = Confirmer cette adresse
mail-verify-lead = Avec ce bouton, les liens pour votre compte pourront arriver à cette adresse.
mail-verify-submit = Confirmer
mail-verify-done = L’adresse est confirmée. Vous pouvez fermer cette page.

mail-off-title = Plus de messages
mail-off-lead = Avec ce bouton, l’adresse est supprimée du compte. Le compte lui-même reste.
mail-off-submit = Supprimer l’adresse
mail-off-done = Plus rien n’arrivera à cette adresse. Vous pouvez fermer cette page.

mail-ended-title = Ce lien ne marche plus
mail-ended = Un lien sert une fois, pendant 30 minutes. Vous pouvez en demander un nouveau.

mail-letter-subject = Votre compte
mail-letter-verify = Vous avez donné cette adresse pour votre compte. Pour la confirmer, ouvrez cette page dans les 30 minutes :
mail-letter-reset = Vous avez demandé ce lien vers votre compte. Ouvrez cette page dans les 30 minutes ; elle sert une fois :
mail-letter-not-you = Ce n’était pas vous ? Alors il n’y a rien à faire, et rien ne change.
mail-letter-off = Pour ne plus recevoir de messages à cette adresse :
