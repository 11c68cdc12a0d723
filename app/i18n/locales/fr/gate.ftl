gate-guard-title = À regarder avant d’envoyer
gate-guard-lead = Quelque chose dans votre texte peut révéler l’identité de quelqu’un, ou se dirait mieux autrement. Rien n’a été envoyé, rien n’est perdu. C’est vous qui décidez.
gate-guard-lead-team = Un simple avertissement : membre de l’équipe, vous publiez comme vous voulez.
gate-guard-found = Ce qui a été trouvé
gate-guard-hers = Votre texte, avec les passages marqués
gate-guard-field-title = Votre question
gate-guard-field-body = Votre texte
gate-guard-proposed = Proposition : sans ces passages
gate-guard-proposed-hint = Vous pouvez encore le modifier ici.
gate-guard-send-masked = L’envoyer ainsi
gate-guard-as-is-title = Ou tel que vous l’avez écrit
gate-guard-as-is = L’envoyer tel quel à l’équipe
gate-guard-as-is-hint = L’équipe le lit d’abord ; personne d’autre ne le voit d’ici là.
gate-guard-as-is-team = Le publier tel quel
gate-guard-back = Revenir et modifier
gate-finding-telephone = un numéro de téléphone
gate-finding-email = une adresse e-mail
gate-finding-handle = un compte de réseau social
gate-finding-identity = un numéro de carte d’identité
gate-finding-plate = une plaque d’immatriculation
gate-finding-address = une adresse
gate-finding-name = le nom de quelqu’un
gate-finding-place = un lieu, une école ou un employeur facile à reconnaître
gate-finding-masked = un mot qu’il vaut mieux laisser de côté
gate-finding-warned = un mot à vérifier : est-ce bien ce que vous voulez dire ?
gate-trap = Laissez ce champ vide
gate-field-not-empty = Un champ doit rester vide : seules les machines le remplissent. Videz-le et renvoyez ; votre texte est ci-dessous.
gate-field-advertising = Cela ressemble à de la publicité, qui n’a pas sa place ici. Modifiez-le, ou écrivez à l’équipe en privé ; votre texte est ci-dessous.
gate-waiting-place-title = Où en est votre texte
gate-waiting-before = { $count ->
    [0] Aucun autre texte n’attend avant le vôtre.
    [one] { $digits } texte attend avant le vôtre.
   *[other] { $digits } textes attendent avant le vôtre.
}
gate-waiting-usual = Ces trente derniers jours, la moitié des textes ont été lus en { $median } au plus, neuf sur dix en { $ninetieth } au plus.
gate-time-less = une heure
gate-time-hours = { $count ->
    [one] { $digits } heure
   *[other] { $digits } heures
}
gate-time-days = { $count ->
    [one] { $digits } jour
   *[other] { $digits } jours
}
gate-waiting-tell = Inutile d’attendre ici. Une fois la décision prise, vous la trouvez dans vos textes.
gate-waiting-see = Le voir à sa place
gate-waiting-all = Tous mes textes
gate-waiting-help-title = Si vous avez besoin de quelqu’un maintenant
gate-waiting-help-text = Ce que vous avez écrit compte. Inutile de nous attendre : vous pouvez appeler maintenant un de ces numéros.
gate-hours-title = Quand l’équipe lit
gate-hours-none = L’équipe est bénévole et n’a pas d’horaires fixes. La nuit et les jours fériés, c’est plus long.
gate-hours-open = Ce sont les heures de l’équipe : quelqu’un lit.
gate-hours-closed = Personne de l’équipe ne lit en ce moment. Votre texte attend en sécurité.
gate-hours-days = Du { $first } au { $last }
gate-hours-row = { $days }, de { $from } à { $to }
gate-day-mon = lundi
gate-day-tue = mardi
gate-day-wed = mercredi
gate-day-thu = jeudi
gate-day-fri = vendredi
gate-day-sat = samedi
gate-day-sun = dimanche
gate-kind = Pourquoi un de vos textes a attendu, ce qui y a été remarqué (et si votre adresse électronique, si vous en avez donné une, est une adresse temporaire de quelques minutes), et si vos textes ont gagné la confiance
gate-purpose = pour que l’équipe lise d’abord ce qui doit l’être, et que la publicité reste dehors
gate-reason-sanctioned = Tout ce qu’elle écrit est lu avant de paraître, pendant un temps
gate-reason-review-mode = Dans cette catégorie, tout est lu avant de paraître
gate-reason-new-member = Un de ses premiers textes
gate-reason-first-in-audience = Son premier texte devant ces lectrices
gate-reason-anonymous = Son nom est caché
gate-reason-watched-word = Un mot surveillé
gate-reason-personal-data = Des données personnelles, envoyées telles quelles
gate-reason-link = Un lien
gate-reason-suspicious = Envoyé trop vite, ou déjà dit
gate-reason-topic-review = Les réponses de cette discussion sont lues avant de paraître
gate-reason-quiet-hours = Personne ne lisait
gate-words-title = Mots surveillés
gate-words-lead = Des mots qui font lire un texte en premier, montrent de l’aide ou le font attendre. Essayez un mot avant de l’enregistrer.
gate-words-careful = Une femme doit pouvoir dire ce qu’on lui a fait : pour le corps, la violence, les insultes entendues, choisissez l’aide ou la priorité, jamais le refus.
gate-words-add-title = Un nouveau mot
gate-words-change-title = Modifier un mot
gate-words-field-pattern = Mot ou expression
gate-words-field-pattern-hint = 100 lettres au plus. * remplace n’importe quelles lettres d’un mot. Les signes de voyelles, les majuscules et les lettres répétées ne comptent pas.
gate-words-field-language = Sa langue
gate-words-field-effect = Ce qu’il fait
gate-words-field-note = Note pour l’équipe
gate-words-field-review = À revoir le
gate-words-field-review-hint = Année-mois-jour. Vide : dans six mois.
gate-words-field-spam = C’est de la publicité, et pas un mot dont une femme a besoin pour dire ce qui lui est arrivé
gate-words-try = L’essayer sur les 30 derniers jours
gate-words-save = Enregistrer
gate-words-remove = Retirer
gate-words-change = Modifier
gate-words-cancel = Ne pas le modifier
gate-words-owner-none = liste de départ
gate-words-owner = Suivi par
gate-words-due = à revoir
gate-words-list-title = Tous les mots
gate-words-count = { $count ->
    [0] Pas encore de mots.
    [one] { $digits } mot.
   *[other] { $digits } mots.
}
gate-words-filter = Montrer
gate-words-filter-all = Tous
gate-words-trial-title = Ce qu’il aurait trouvé
gate-words-trial = Textes où il se trouve : { $texts } sur { $looked }. Rien n’est encore enregistré.
gate-words-done-add = Le mot est enregistré.
gate-words-done-change = Le mot est modifié.
gate-words-done-remove = Le mot est retiré.
gate-words-done-quiet = Le réglage est fait.
gate-effect-hold = Fait attendre le texte
gate-effect-mask = Propose de l’enlever
gate-effect-suggest-help = Montre d’abord de l’aide
gate-effect-warn-author = Demande à l’autrice si elle le veut
gate-effect-raise-priority = Fait lire le texte en premier
gate-effect-block = Rend le texte (publicité)
gate-language-arabizi = Tunisien en lettres latines
gate-language-other = Toutes, ou une autre
gate-pending-most-title = Combien peut attendre
gate-pending-most = { $count ->
    [one] Un texte d’une membre peut attendre à la fois.
   *[other] { $digits } textes d’une membre peuvent attendre à la fois.
}
gate-field-pending-most = Textes d’une membre qui peuvent attendre
gate-pending-most-hint = De 1 à 50. Un de plus est refusé, et reste dans son formulaire.
gate-approved-after-title = Qui est nouvelle
gate-approved-after = { $count ->
    [one] Là où l’on relit d’abord les nouvelles, une membre est nouvelle tant qu’elle n’a pas un texte publié depuis trois jours.
   *[other] Là où l’on relit d’abord les nouvelles, une membre est nouvelle tant qu’elle n’a pas { $digits } textes publiés, dont un depuis trois jours.
}
gate-field-approved-after = Textes publiés à partir desquels une membre n’est plus nouvelle
gate-approved-after-hint = De 1 à 50. Vaut pour ce qui est envoyé à partir de maintenant. Les espaces des membres connues restent comme ils sont.
gate-number-save = Enregistrer
gate-done-number = Cela vaut dès maintenant.
gate-quiet-title = Quand personne ne lit
gate-quiet-on = Personne ne lit en ce moment : tout attend, sauf ce qu’écrivent les membres de confiance.
gate-quiet-off = Chaque catégorie suit ses propres règles.
gate-quiet-switch-on = Personne ne lit maintenant
gate-quiet-switch-off = Quelqu’un lit de nouveau
gate-action-words-read = A lu les mots surveillés
gate-action-word-add = A ajouté un mot surveillé
gate-action-word-change = A modifié un mot surveillé
gate-action-word-remove = A retiré un mot surveillé
gate-action-words-try = A essayé un mot sur le dernier mois
gate-action-quiet-switch = A changé « Personne ne lit maintenant »
gate-action-pending-most = A dit combien de textes d’une membre peuvent attendre
gate-action-approved-after = A dit à partir de combien de textes publiés une membre n’est plus nouvelle
gate-action-trust-give = Confiance gagnée par des textes
gate-action-trust-take = Confiance perdue
