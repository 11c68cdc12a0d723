notify-field-mentions = { $field } : un texte peut nommer { $limit } membres au plus. Enlevez le @ devant les autres.
notify-field-of-the-team = Une membre de l’équipe ne peut pas être bloquée : l’équipe doit toujours pouvoir vous joindre. Vous pouvez masquer ses textes.

notify-title = Notifications
notify-menu-count = Notifications ({ $digits })
notify-lead = Ce qui vous concerne dans le forum. Vous seule voyez cette page, gardée 90 jours.
notify-empty-title = Rien pour vous pour l’instant
notify-empty-text = Quand quelqu’un vous répond, ou écrit là où vous suivez, vous le trouvez ici.
notify-new = Nouveau
notify-mark-all = Tout marquer comme lu
notify-mark-one = Marquer comme lu
notify-reply-to-me = { $count ->
    [one] Une réponse pour vous
   *[other] { $digits } réponses pour vous
}
notify-reply-followed = { $count ->
    [one] Une réponse là où vous suivez
   *[other] { $digits } réponses là où vous suivez
}
notify-new-topic = { $count ->
    [one] Une nouvelle question dans { $category }
   *[other] { $digits } nouvelles questions dans { $category }
}
notify-mention = Quelqu’un vous a nommée
notify-approved = Votre texte est publié
notify-refused = Votre texte n’a pas été publié. La raison est avec lui.
notify-changes = L’équipe vous demande de changer votre texte
notify-team-message = L’équipe vous a écrit

notify-follow-title = Suivre
notify-follow-of-topic = De quoi voulez-vous être avertie dans cette discussion ?
notify-follow-of-category = De quoi voulez-vous être avertie dans cette rubrique ?
notify-follow-every-answer = Chaque réponse
notify-follow-every-question = Chaque nouvelle question
notify-follow-answers-to-me = Les réponses qui me sont faites
notify-follow-nothing = De rien
notify-follow-where = Vous le trouvez sous Notifications. Rien ne vous est envoyé.
notify-save = Enregistrer
notify-saved = C’est enregistré.

notify-settings-title = Ce dont vous êtes avertie
notify-settings-lead = Dans votre compte, et par courrier électronique seulement si vous voulez.
notify-followed-title = Ce que vous suivez
notify-followed-none = Rien en entier. Là où vous avez écrit, vous êtes avertie des réponses qui vous sont faites.
notify-followed-all = Tout
notify-followed-nothing = En silence
notify-followed-stop = Seulement les réponses qui me sont faites
notify-team-title = Messages de l’équipe
notify-team-told = Vous êtes avertie quand l’équipe vous écrit.
notify-team-silent = Vous n’êtes pas avertie quand l’équipe vous écrit. Ses messages sont dans votre compte.
notify-team-silence = Ne pas m’avertir
notify-team-tell = M’avertir
notify-digest-title = Par courrier électronique
notify-digest-lead = Un message qui dit qu’il y a du nouveau, et rien d’autre : ni titre, ni nom, ni texte, ni le nom de ce site. Son lien mène à la connexion. Il en vient un, et aucun autre avant que vous ne soyez passée ici.
notify-digest-frequency = À quelle fréquence, au plus
notify-digest-never = Jamais
notify-digest-daily = Une fois par jour
notify-digest-weekly = Une fois par semaine
notify-digest-subject = Objet du message
notify-digest-subject-hint = Un téléphone verrouillé peut l’afficher. Choisissez-en un qui n’étonne personne.
notify-digest-subject-one = Votre compte
notify-digest-subject-two = Un rappel
notify-digest-subject-three = Du nouveau
notify-digest-subject-four = Pour information
notify-digest-address = Il faut pour cela une adresse électronique que vous avez confirmée.
notify-letter-digest = Il y a du nouveau pour vous. Pour le voir, ouvrez cette page :
notify-letter-off = Pour ne plus recevoir ces messages :
notify-off-title = Plus de ces messages
notify-off-lead = Avec ce bouton, plus rien ne vous dit qu’il y a du nouveau. L’adresse et le compte restent.
notify-off-submit = Arrêter ces messages
notify-off-done = Ces messages ne viendront plus. Vous pouvez fermer cette page.

notify-mutes-title = Ce que vous ne voulez pas lire
notify-mutes-lead = Vous seule voyez cette page. Personne n’est avertie, et personne ne peut s’en apercevoir.
notify-mutes-names-title = Membres
notify-mutes-names-none = Vous n’avez masqué personne. Le chemin est sous chaque texte des autres.
notify-mutes-aliases-title = Noms cachés, chacun dans sa discussion
notify-mutes-muted = Masquée
notify-mutes-blocked = Bloquée
notify-lift = Montrer de nouveau
notify-mutes-words-title = Mots
notify-field-words = Vos mots
notify-words-hint = Un mot ou une courte expression par ligne, 50 au plus. Les textes qui en contiennent sont repliés ; vous pouvez ouvrir chacun.
notify-field-action = Votre choix
notify-post-menu = Ce texte me dérange
notify-mute = Replier ce qu’écrit { $name }
notify-mute-alias = Replier ce qu’écrit { $name } dans cette discussion
notify-block = Bloquer { $name } : replié, et aucun contact entre vous
notify-mute-secret = Elle n’est pas avertie et ne remarque rien.
notify-quiet-author = Replié : vous ne voulez pas lire { $name }
notify-quiet-words = Caché par vos mots

notify-feed-answer = Réponse : { $title }

notify-kind-follows = Ce que vous suivez, et si vous êtes avertie par courrier
notify-purpose-follows = pour vous avertir de ce que vous avez demandé
notify-kind-notifications = Qu’une chose du forum vous concerne
notify-purpose-notifications = pour vous montrer la liste ; elle ne contient aucun texte
notify-kind-mentions = Qu’un texte vous nomme
notify-purpose-mentions = pour vous avertir, et pour ôter votre nom quand vous partez
notify-kind-mutes = Qui et quels mots vous ne voulez pas lire
notify-purpose-mutes = pour le replier pour vous
