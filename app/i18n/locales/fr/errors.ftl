error-not-found-title = Cette page est introuvable
error-not-found = L’adresse est peut-être ancienne ou mal écrite. Repartez de l’accueil, ou cherchez ce qu’il vous faut.
error-sign-in-needed-title = Connectez-vous pour continuer
error-sign-in-needed = Cette page fait partie de votre compte. Connectez-vous et vous y reviendrez aussitôt.
error-confirm-needed-title = Confirmez que c’est bien vous
error-confirm-needed = Pour cette étape, nous vous redemandons votre phrase secrète. Vous revenez aussitôt ici.
error-forbidden-title = Cette page ne vous est pas ouverte
error-forbidden = Votre compte n’a pas ce droit. Si vous pensez qu’il devrait l’avoir, demandez à l’équipe.
error-invalid-form-title = Nous n’avons pas pu l’envoyer
error-invalid-form = Certaines réponses sont à revoir. Votre texte est conservé ci-dessous.
error-unreadable-form-title = Nous n’avons pas pu lire l’envoi
error-unreadable-form = Le formulaire est arrivé abîmé. Revenez en arrière et renvoyez-le ; rien n’a été modifié.
error-conflict-title = Quelqu’un est passé avant vous
error-conflict = Cet élément a changé pendant que vous l’aviez ouvert. Voici son état actuel.
error-too-many-requests-title = Patientez un peu
error-too-many-requests = Il y a eu trop d’essais en peu de temps. Attendez quelques minutes puis réessayez. Votre texte est conservé ci-dessous.
error-too-many-waiting-title = Vos textes précédents attendent encore
error-too-many-waiting = Autant de vos textes qu’il peut en attendre à la fois attendent d’être lus. Dès que l’un d’eux l’aura été, vous pourrez envoyer celui-ci. Il est gardé ci-dessous : copiez-le, ou revenez plus tard.
error-wrong-credentials-title = Le pseudonyme ou la phrase secrète n’est pas correct
error-wrong-credentials = Vérifiez les deux et réessayez. Les majuscules comptent dans la phrase secrète.
error-cross-site-title = Cette demande vient d’un autre site
error-cross-site = Pour votre sécurité, nous n’acceptons que les formulaires envoyés depuis ce site. Ouvrez la page ici et réessayez.
error-too-large-title = C’est trop volumineux
error-too-large = L’envoi dépasse la taille acceptée. Raccourcissez-le et renvoyez-le.
error-picture-too-large-title = Image trop grande pour une page
error-picture-too-large = Cette image est trop grande pour être montrée ici. Téléchargez le livre pour la voir.
error-unavailable-title = Nous revenons dans un instant
error-unavailable = Une partie du site ne répond pas. Rien de ce qui a été conservé n’est perdu. Réessayez dans une minute.
error-storage-full-title = Nous ne pouvons pas le conserver maintenant
error-storage-full = Il n’y a plus de place de notre côté. Copiez votre texte et réessayez plus tard ; l’équipe est prévenue.
error-damaged-title = Fichier hors service pour un temps
error-damaged = Ce fichier s’est abîmé chez nous ; il n’est plus servi tant qu’une copie saine n’est pas revenue. L’équipe est prévenue : revenez plus tard.
error-internal-title = Quelque chose s’est cassé de notre côté
error-internal = Vous n’y êtes pour rien. Réessayez ; si cela continue, donnez à l’équipe le numéro ci-dessous.
error-reference = Référence : { $reference }

field-required = { $field } : à remplir.
field-too-short = { $field } : écrivez au moins { $limit ->
    [one] { $digits } caractère
   *[other] { $digits } caractères
}.
field-too-long = { $field } : { $limit ->
    [one] { $digits } caractère
   *[other] { $digits } caractères
} au plus. Rien n’a été coupé ; raccourcissez puis renvoyez.
field-unknown-choice = { $field } : choisissez une des réponses proposées.
field-bad-characters = { $field } : certains caractères ne peuvent pas être utilisés ici.
field-not-a-day = { $field } : écrivez un jour du calendrier, par exemple 2026-11-28.
field-not-a-time = { $field } : écrivez un jour et une heure, par exemple 2026-11-28T13:05.
field-in-the-future = { $field } : ce jour n’est pas encore venu. Écrivez aujourd’hui ou un jour passé.
field-before-first = { $field } : ce jour est avant le premier jour. Choisissez le même jour ou un jour qui suit.
field-not-a-link = { $field } : écrivez l’adresse entière ; elle commence par https://
field-not-a-number = { $field } : écrivez un nombre en chiffres, dans les limites de ce champ.
field-not-a-date = { $field } : écrivez une année, un mois ou un jour (1987, 1987-05, 1987-05-12) ; pour une période, 1956/1987.
field-taken = { $field } : déjà pris, ou trop proche d’un nom existant. Choisissez-en un autre.
field-reserved = { $field } : ce mot est réservé à l’équipe. Choisissez-en un autre.
field-too-easy = { $field } : trop facile à deviner. Utilisez plusieurs mots sans lien entre eux.
field-must-agree = { $field } : cochez cette case pour continuer.
field-not-text = { $field } : le texte est arrivé abîmé. Écrivez-le de nouveau.
field-last-admin = { $field } : vous êtes la seule administratrice. Donnez d’abord ce rôle à quelqu’un d’autre.
