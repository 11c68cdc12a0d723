staff-role-trusted = Membre de confiance
staff-role-helper = Accueil
staff-role-lead-moderator = Modératrice principale
staff-role-editor = Rédactrice
staff-role-librarian = Bibliothécaire
staff-role-statistician = Statisticienne
staff-role-auditor = Auditrice
staff-error-second-factor-title = Il manque une étape
staff-error-second-factor = Cette page vous est ouverte après la seconde étape : les six chiffres que montre votre application d’authentification. Rien n’a été changé.

staff-code = Code
staff-code-hint = Six chiffres de votre application d’authentification. À défaut : un de vos codes de secours ; il est alors utilisé.
staff-code-set-up-hint = Les six chiffres que l’application montre en ce moment.
staff-code-wrong-title = Ce code n’est pas le bon
staff-code-wrong = Attendez le suivant et réessayez. Chaque code ne sert qu’une fois. L’heure de votre téléphone est-elle juste ?
staff-two-step-title = Seconde étape
staff-two-step-lead = Après votre phrase secrète, un code qui change toutes les trente secondes : qui apprend la phrase ne peut toujours pas entrer.
staff-two-step-lead-staff = Votre rôle ouvre ce que des femmes nous ont confié. Avant cela, mettez en place une seconde étape : un code qui change toutes les trente secondes.
staff-two-step-app-title = 1. Une application d’authentification
staff-two-step-app = N’importe laquelle, sur votre téléphone ou votre ordinateur ; elle n’a pas besoin de réseau. Choisissez un appareil que personne d’autre n’ouvre. L’entrée s’appelle « J » ; vous pouvez la renommer.
staff-two-step-scan-title = 2. Le secret
staff-two-step-scan = Scannez cette image avec l’application.
staff-two-step-qr = Code QR avec le secret écrit en lettres plus bas
staff-two-step-text = Ou tapez-y ces lettres :
staff-two-step-code-title = 3. Un code, pour voir que cela marche
staff-two-step-submit = Mettre en place
staff-two-step-done = La seconde étape est en place. Vos autres navigateurs demanderont un code.
staff-two-step-on = En place depuis le
staff-two-step-lost = Si vous perdez l’appareil : chacun des dix codes de secours de votre compte passe une fois la seconde étape. Gardez-les sur papier.
staff-two-step-renew = Utiliser une autre application
staff-two-step-off = Supprimer la seconde étape
staff-two-step-staff-keeps = Votre rôle en a besoin : elle ne peut pas être supprimée.
staff-sign-in-code-title = Votre seconde étape
staff-sign-in-code-lead = La phrase secrète était juste. Maintenant le code.
staff-sign-in-code-submit = Continuer
staff-desk-lead = Ce que votre rôle ouvre.
staff-rooms-review = { $count ->
    [one] { $digits } texte en relecture
   *[other] { $digits } textes en relecture
}
staff-rooms-changes = { $count ->
    [one] { $digits } de vos textes à reprendre
   *[other] { $digits } de vos textes à reprendre
}
staff-rooms-due = { $count ->
    [one] { $digits } texte à comparer avec ses sources
   *[other] { $digits } textes à comparer avec leurs sources
}
staff-rooms-stale = { $count ->
    [one] { $digits } traduction qui ne suit plus son texte d’origine
   *[other] { $digits } traductions qui ne suivent plus leur texte d’origine
}
staff-rooms-uploads = { $count ->
    [one] { $digits } de vos fichiers attend sa notice
   *[other] { $digits } de vos fichiers attendent leur notice
}
staff-rooms-figures = { $count ->
    [one] { $digits } jeu de données attend ses nouveaux chiffres
   *[other] { $digits } jeux de données attendent leurs nouveaux chiffres
}
staff-rooms-none = Rien n’attend ici.
staff-first-page = Revenir au début
staff-field-reason = Raison
staff-state = État
staff-state-active = Ouvert
staff-state-disabled = Fermé
staff-yes = Oui
staff-no = Non
staff-system = Console
staff-members-title = Membres
staff-members-lead = Pseudonyme, rôle et état. Le reste n’est pas connu, ou pas montré.
staff-members-none = Personne ne porte ce nom.
staff-member-log = Ce que dit le journal de ce compte
staff-not-oneself = C’est votre propre compte : une autre administratrice le modifie.
staff-scope = Catégories
staff-scope-all = Toutes
staff-scope-hint = Pour une modératrice seulement. Aucune cochée : toutes.
staff-role-title = Rôle
staff-role-hint = Elle est déconnectée partout, et a le nouveau rôle à sa prochaine connexion.
staff-role-submit = Donner ce rôle
staff-disable = Fermer le compte
staff-disable-hint = Elle ne peut plus se connecter, et est déconnectée partout dès maintenant. Ce qu’elle a publié reste.
staff-enable = Rouvrir le compte
staff-enable-hint = Elle peut de nouveau se connecter avec sa phrase secrète.
staff-done-role = Le rôle est donné.
staff-done-disable = Le compte est fermé.
staff-done-enable = Le compte est rouvert.
staff-reason-joined-team = Elle rejoint l’équipe
staff-reason-new-duties = Son travail change
staff-reason-left-team = Elle quitte l’équipe
staff-reason-own-request = Elle l’a demandé
staff-reason-rules-broken = Des règles n’ont pas été respectées
staff-reason-account-at-risk = Quelqu’un d’autre utilise peut-être le compte
staff-reason-correction = Le dernier changement était une erreur
staff-invitations-title = Invitations
staff-invitations-lead = Un lien pour une personne, une fois, pendant sept jours. Qui l’ouvre reçoit le rôle.
staff-invite-title = Inviter quelqu’un dans l’équipe
staff-invite-hint = Remettez le lien en main propre ou par une voie sûre, pas dans un groupe.
staff-invite-submit = Créer un lien
staff-invited-title = Le lien est prêt
staff-invited-lead = Il n’est montré que cette fois.
staff-invited-link = Lien
staff-invited-how = Elle choisit un nom et une phrase secrète, note ses codes de secours et met en place sa seconde étape.
staff-invitation-by = Créée par
staff-invitation-until = Jusqu’au
staff-invitation-open = Ouverte
staff-invitation-used = Acceptée
staff-invitation-withdrawn = Retirée
staff-invitation-expired = Trop ancienne
staff-invitation-withdraw = Retirer
staff-done-withdrawn = L’invitation est retirée. Son lien n’ouvre plus rien.
staff-accept-title = Bienvenue dans l’équipe
staff-accept-name-hint = Le nom sous lequel l’équipe vous connaît : de 3 à 40 lettres, toutes arabes ou toutes latines.
staff-accept-submit = Ouvrir mon compte
staff-sessions-title = Sessions de l’équipe
staff-sessions-lead = Au jour près, téléphone ou ordinateur. Rien de plus précis n’est gardé.
staff-session-device = Navigateur
staff-configuration-title = Configuration
staff-configuration-lead = Ce qui est en vigueur, en lecture seule. Les secrets sont masqués. Elle se change sur la machine elle-même.
staff-audit-title = Journal d’audit
staff-audit-lead = Ce que l’équipe a lu et changé. Personne ne peut modifier ce journal, pas même l’équipe.
staff-audit-who = Qui
staff-audit-who-hint = Un pseudonyme entier ; ou « system » pour la console de la machine.
staff-audit-action = Quoi
staff-audit-day = Jour
staff-audit-when = Quand
staff-audit-target = Sur
staff-audit-filter = Afficher
staff-audit-all = Tout afficher
staff-audit-none = Rien dans le journal ne correspond à ce choix.
staff-action-desk-read = A ouvert le bureau
staff-action-queue-read = A lu ce qui attend
staff-action-topic-read = A ouvert une discussion qui n’est pas publique
staff-action-post-approve = A publié un texte
staff-action-post-reject = A refusé un texte
staff-action-post-publish = A publié un texte à elle
staff-action-members-read = A lu la liste des membres
staff-action-member-read = A lu la page d’une membre
staff-action-role-change = A donné un rôle
staff-action-member-disable = A fermé un compte
staff-action-member-enable = A rouvert un compte
staff-action-account-create = A créé un compte
staff-action-invitations-read = A lu les invitations
staff-action-invitation-create = A créé une invitation
staff-action-invitation-withdraw = A retiré une invitation
staff-action-invitation-accept = A accepté une invitation
staff-action-sessions-read = A lu les sessions de l’équipe
staff-action-session-end = A fermé une session
staff-action-configuration-read = A lu la configuration
staff-action-audit-read = A lu le journal
staff-accept-lead = L’équipe vous invite : { $role }. Vous choisissez un nom et une phrase secrète ; ni e-mail, ni téléphone.
staff-accept-signed-in = Vous êtes connectée sous le nom { $name }. L’invitation ouvre un compte à part : déconnectez-vous d’abord, puis rouvrez le lien.
