identity-field-pseudonym = Pseudonyme
identity-field-own-pseudonym = Un nom à vous
identity-field-passphrase = Phrase secrète
identity-field-new-passphrase = Nouvelle phrase secrète
identity-field-current-passphrase = Phrase secrète actuelle
identity-field-recovery-code = Code de secours
identity-field-rules = Les règles
identity-passphrase-hint = Au moins 12 caractères : plusieurs mots sans lien entre eux. Rien que vos proches puissent deviner.
identity-example = Ces mots viennent d’être tirés pour vous. Vous pouvez les prendre, ou en changer un :

identity-join-title = Ouvrir un compte
identity-join-lead = Vous choisissez un nom qui n’est pas le vôtre et une phrase secrète. Ni adresse électronique, ni téléphone.
identity-join-before = Avant de commencer
identity-join-public = Tout le monde voit le nom choisi à côté de ce que vous publiez. Personne ne voit autre chose : pas de page sur vous, pas de liste des membres.
identity-join-names = Choisissez un nom
identity-join-names-hint = Personne de votre entourage ne doit vous y reconnaître. Il ne changera plus ensuite.
identity-join-again = Voir d’autres noms
identity-join-own-hint = Seulement si vous préférez : il passe avant les noms ci-dessus. De 3 à 40 lettres, toutes arabes ou toutes latines, quatre chiffres au plus. Ni votre nom, ni votre village, ni votre métier.
identity-join-rules = J’ai 18 ans ou plus. J’ai lu les règles du forum et j’accepte que le portail garde ce que dit la page « Vos données ».
identity-join-submit = Ouvrir mon compte
identity-join-have = J’ai déjà un compte

identity-codes-title = Vos codes de secours
identity-codes-welcome = Votre compte est ouvert, { $name }.
identity-codes-lead = Si vous oubliez votre phrase secrète, un de ces codes rouvre votre compte. Sans adresse électronique, il n’y a pas d’autre moyen.
identity-codes-how = Imprimez cette page, ou recopiez les codes sur papier. Chacun sert une seule fois.
identity-codes-where = Gardez le papier là où personne chez vous n’ira le chercher, ou chez quelqu’un de confiance. N’y écrivez pas votre pseudonyme.
identity-codes-note = Affichés cette seule fois.
identity-codes-replaced = Les codes que vous aviez avant ne marchent plus.
identity-codes-done = Je les ai notés

identity-sign-in-title = Se connecter
identity-sign-in-forgot = J’ai oublié ma phrase secrète
identity-sign-in-new = Je n’ai pas encore de compte
identity-sign-in-shared = Sur un téléphone ou un ordinateur que d’autres utilisent, déconnectez-vous en partant.

identity-recover-title = Retrouver votre compte
identity-recover-lead = Avec un des codes de secours que vous avez notés. Le code est alors utilisé, et vous êtes déconnectée partout ailleurs.
identity-recover-code-hint = Douze lettres et chiffres. Majuscules ou minuscules, avec ou sans tirets.
identity-recover-submit = Fixer la nouvelle phrase secrète
identity-recover-none-title = Plus aucun code ?
identity-recover-none = Alors personne ne peut ouvrir ce compte, pas même l’équipe : nous ne savons pas qui vous êtes. Vous pouvez en ouvrir un nouveau.
identity-recover-wrong-title = Le pseudonyme et le code ne vont pas ensemble
identity-recover-wrong = Vérifiez les deux et réessayez. Un code qui a servi ne sert plus.

identity-account-title = Votre compte
identity-account-lead = Vous seule voyez cette page.
identity-account-role = Rôle
identity-role-member = Membre
identity-role-moderator = Modératrice
identity-role-admin = Administratrice
identity-account-joined = Avec nous depuis
identity-account-codes = Codes de secours
identity-codes-left = { $count ->
    [0] il n’en reste aucun
    [one] il en reste { $count }
   *[other] il en reste { $count }
}
identity-account-sessions = Connectée
identity-sessions-count = { $count ->
    [one] dans ce navigateur seulement
   *[other] dans { $count } navigateurs
}
identity-account-contributions = Ce que j’ai écrit
identity-account-few-title = Il reste peu de codes de secours
identity-account-none-title = Vous n’avez aucun code de secours
identity-account-few = Sans code, une phrase secrète oubliée ferme le compte pour toujours. Faites une nouvelle feuille pendant que vous êtes connectée.
identity-account-end = Se déconnecter partout
identity-account-end-hint = Dans tous les navigateurs, celui-ci aussi. Utile quand un téléphone où vous étiez connectée n’est plus entre vos mains.
identity-account-delete-title = Vos données, et partir
identity-account-delete = Une copie de tout ce qui est à vous, ce que vous avez accepté, et les façons de partir.
identity-account-security = Protéger votre compte
identity-done-passphrase = Votre phrase secrète est changée. Vous êtes déconnectée dans tous les autres navigateurs.
identity-done-recovered = Vous revoilà. Votre phrase secrète est changée et vous êtes déconnectée partout ailleurs.

identity-change-title = Changer la phrase secrète
identity-change-lead = Vous restez connectée ici et vous êtes déconnectée partout ailleurs.
identity-change-submit = La changer
identity-wrong-passphrase-title = La phrase secrète actuelle n’est pas correcte
identity-wrong-passphrase = Vérifiez-la et réessayez. Rien n’a été modifié.

identity-new-codes-title = De nouveaux codes de secours
identity-new-codes-lead = Vous recevez dix nouveaux codes. Ceux que vous avez maintenant cessent aussitôt de marcher.
identity-new-codes-submit = Faire de nouveaux codes

identity-security-title = Phrase secrète, codes et autres accès
identity-security-lead = Ce qui ouvre votre compte, et ce qui en garde l’entrée.
identity-confirm-title = Confirmez que c’est bien vous
identity-confirm-lead = Avant cette étape, nous vous demandons de montrer à nouveau que c’est bien vous, pour que personne ne puisse la faire à votre place avec votre téléphone resté ouvert.
identity-confirm-submit = Continuer
identity-confirm-wrong-title = Ce n’est pas correct
identity-confirm-wrong = Vérifiez et réessayez. Un code de secours déjà utilisé ne marche plus. Rien n’a été modifié.
identity-confirm-code = Un des codes que vous avez notés. Il sera utilisé.
identity-confirm-code-instead = À la place de la phrase secrète : un des codes que vous avez notés. Il sera utilisé.
identity-sessions-title = Où vous êtes connectée
identity-sessions-lead = Chaque ligne est un navigateur qui peut ouvrir votre compte en ce moment. Nous ne gardons que le jour, et s’il s’agit d’un téléphone ou d’un ordinateur.
identity-sessions-ended = Ce navigateur est déconnecté.
identity-session-this = { $device } (celui-ci)
identity-session-phone = Un téléphone
identity-session-computer = Un ordinateur
identity-session-unknown = Un navigateur
identity-session-since = Connectée le
identity-session-seen = Utilisé le
identity-session-end = Le déconnecter
