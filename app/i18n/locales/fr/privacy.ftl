privacy-data-title = Vos données
privacy-data-lead = Ce que vous avez accepté, une copie à emporter, et les façons de partir. Vous seule voyez cette page.
privacy-back-to-data = Vos données

privacy-consent-title = Ce que vous avez accepté
privacy-consent-none = Rien encore.
privacy-consent-terms = Les règles du forum
privacy-consent-privacy = La note sur la vie privée
privacy-consent-line = { $text }, version du { $version } : acceptée ({ $day }).
privacy-consent-withdrawn = Accord repris le { $day }.
privacy-consent-ask-title = Quelque chose a changé : merci de lire
privacy-consent-ask = Ces textes ont une nouvelle version. Lisez-les et dites-nous si vous êtes d’accord. Sinon, vous pouvez emporter vos données et partir.
privacy-consent-agree = Je les ai lus et je suis d’accord
privacy-consent-take-back = Vous pouvez reprendre votre accord à tout moment : choisissez plus bas une façon de partir.
privacy-consent-done = Merci. C’est noté à la date d’aujourd’hui.
privacy-consent-go = Lire ce qui a changé

privacy-export-title = Une copie de vos données
privacy-export-lead = Un fichier (zip) avec tout ce qui est à vous : votre profil, tous vos textes dans tous les états avec les raisons qu’on vous a données, vos accords, vos connexions. Une page à lire, et la même chose pour les machines. Rien des autres, aucun nom de l’équipe.
privacy-export-care = Pensez à l’endroit où va le fichier : les téléchargements de cet appareil. Qui l’ouvre lit ce que vous avez écrit. Sur un appareil partagé, ne le téléchargez pas.
privacy-export-ask = Préparer mon fichier
privacy-export-ready-title = Votre fichier est prêt
privacy-export-ready = Il peut être téléchargé une seule fois, jusqu’au { $day }.
privacy-export-download = Le télécharger maintenant
privacy-export-later = Vous avez eu un fichier. Vous pourrez en demander un autre à partir du { $day }.
privacy-export-too-soon = On peut demander un fichier par jour.

privacy-leave-title = Partir
privacy-leave-lead = Trois façons. Aucune ne demande d’adresse électronique, et personne ne vous demande pourquoi.
privacy-leave-keep-title = Partir, mes textes publiés restent
privacy-leave-keep = Le compte disparaît. Ce qui est publié reste pour les autres, signé « ancienne membre » ; plus personne ne peut savoir que deux textes de sujets différents sont de la même personne. Ce qui n’était pas publié est effacé.
privacy-leave-withdraw-title = Partir, mes textes partent aussi
privacy-leave-withdraw = Le compte disparaît, et tous vos textes. Vos textes sont cachés tout de suite et effacés à la fin du délai que vous choisissez. Les réponses des autres femmes restent, sous un sujet sans votre titre.
privacy-leave-vanish-title = Disparaître maintenant
privacy-leave-vanish = En cas de danger. D’une seule pression, tout ce qui est à vous devient invisible pour tout le monde, vous êtes déconnectée partout et le compte est verrouillé. Pendant 30 jours, un code peut tout ramener. Ensuite tout est effacé pour de bon.
privacy-leave-read-on = Lire la suite
privacy-leave-old-texts = Les textes de plus de douze mois ne sont plus reliés à vous : nous coupons ce lien nous-mêmes, pour vous protéger. Ils restent, signés « ancienne membre », quelle que soit la façon de partir. Si l’un d’eux doit disparaître, écrivez à l’équipe avec son adresse.
privacy-leave-field-choice = La façon de partir
privacy-leave-field-days = Quand
privacy-leave-days-hint = Jusque-là vous pouvez changer d’avis : connectez-vous et appuyez sur « Garder mon compte ».
privacy-leave-days-now = Maintenant, sans retour
privacy-leave-days = { $count ->
    [one] dans { $count } jour
   *[other] dans { $count } jours
}
privacy-leave-field-sure = J’ai compris
privacy-leave-sure = J’ai compris ce qui part et ce qui reste. Après ce jour personne ne peut rien ramener, pas même l’équipe.
privacy-leave-what-happens = Ce qui se passe
privacy-leave-goes-account = Votre pseudonyme, la phrase secrète, les codes, les connexions, les accords et tout le reste du compte sont effacés. Personne ne peut prendre votre pseudonyme pendant douze mois.
privacy-leave-goes-sessions = Vous êtes déconnectée partout, maintenant.
privacy-leave-goes-backups = Les copies de sauvegarde sont remplacées en 30 jours ; d’ici là, ce qui est effacé l’est de nouveau si l’une d’elles doit servir.
privacy-leave-goes-copies = Ce que d’autres ont recopié ou photographié, nous ne pouvons pas l’effacer.
privacy-leave-vanish-back = Vous recevez un code à noter. Avec lui, ou avec un de vos codes de secours, vous revenez dans les 30 jours.
privacy-leave-vanish-trace = Ce que ce navigateur retient de votre visite y reste. La page « Votre sécurité ici » dit comment l’enlever.
privacy-leave-submit-keep = Partir, mes textes restent
privacy-leave-submit-withdraw = Partir et effacer mes textes
privacy-leave-submit-vanish = Disparaître maintenant
privacy-leave-stay = Rester

privacy-left-title = C’est fait
privacy-left-until = Votre compte sera effacé le { $day }. Vous êtes déconnectée partout.
privacy-left-change-mind = Vous changez d’avis avant ? Connectez-vous et appuyez sur « Garder mon compte ».
privacy-left-hidden = Vos textes sont déjà cachés.
privacy-left-erased = Votre compte est effacé. Vous êtes déconnectée partout.
privacy-left-vanished = Plus personne ne voit quoi que ce soit de vous. Vous êtes déconnectée partout et le compte est verrouillé.
privacy-left-code-title = Votre chemin de retour
privacy-left-code = Avec votre pseudonyme et ce code, vous pouvez revenir jusqu’au { $day }. Ensuite tout est effacé.
privacy-left-code-how = Recopiez-le sur papier ou imprimez cette page. Gardez-le là où personne chez vous n’ira le chercher. Vos codes de secours marchent aussi.
privacy-left-code-note = Affiché cette seule fois.
privacy-left-code-where = Le retour se fait depuis la page « J’ai oublié ma phrase secrète ».
privacy-left-home = Aller à l’accueil

privacy-pending-title = Vous êtes en train de partir
privacy-pending-keep = Votre compte sera effacé le { $day }. Vos textes publiés resteront, signés « ancienne membre ».
privacy-pending-withdraw = Votre compte et vos textes seront effacés le { $day }. D’ici là vos textes sont cachés.
privacy-pending-stay = Garder mon compte
privacy-pending-stayed = Votre compte reste. Ce qui était caché est de nouveau là.

privacy-return-title = Revenir après avoir disparu
privacy-return-lead = Dans les 30 jours, avec le code qui vous a été montré ou avec un de vos codes de secours. Tout est de nouveau là, comme avant.
privacy-return-field-code = Code
privacy-return-submit = Revenir
privacy-return-wrong-title = Le pseudonyme et le code ne vont pas ensemble
privacy-return-wrong = Vérifiez les deux et réessayez. Après 30 jours, personne ne peut revenir.
privacy-return-link = J’ai fait disparaître mon compte et je veux revenir
privacy-return-done = Vous revoilà. Tout est de nouveau là, comme avant.

privacy-topic-withdrawn = Question retirée
privacy-former-member = Ancienne membre { $number }
privacy-state-vanished = Caché

privacy-inventory-title = Tout ce que nous gardons, ligne par ligne
privacy-inventory-lead = Ce tableau est tiré du programme lui-même : un test refuse tout ce qui serait gardé sans figurer ici.
privacy-inventory-what = Quoi
privacy-inventory-why = Pour quoi
privacy-inventory-who = Qui le voit
privacy-inventory-long = Combien de temps
privacy-inventory-gone = Comment cela disparaît
privacy-inventory-where = Où c’est gardé

privacy-kind-account = Votre compte : pseudonyme, rôle, état, langue, mois d’inscription
privacy-kind-passphrase = Une empreinte de la phrase secrète
privacy-kind-recovery-codes = Des empreintes des codes de secours
privacy-kind-sessions = Que vous êtes connectée : premier et dernier jour, téléphone ou ordinateur
privacy-kind-texts = Vos sujets et vos messages
privacy-kind-decisions = Ce que l’équipe a décidé d’un texte : raison, mots pour vous, jour
privacy-kind-mod-log = Qui de l’équipe a fait quoi, à quel texte (identifiants), et ses mots, dans le journal de la modération
privacy-kind-search = Les textes publiés, découpés en mots
privacy-kind-consents = Quel texte vous avez accepté, dans quelle version et quelle langue, quel jour
privacy-kind-exports = Que vous avez demandé une copie de vos données
privacy-kind-departures = Que vous partez, comment et jusqu’à quand
privacy-kind-journal = Que quelqu’un est partie, sous une empreinte
privacy-kind-kept-names = Des empreintes de pseudonymes de femmes parties
privacy-kind-form-keys = Des clés tirées au hasard, de formulaires envoyés
privacy-kind-limits = Des compteurs d’essais et de textes envoyés

privacy-kind-second-step = Le secret de votre deuxième étape, si vous l’avez installée, fermé avec la clé du portail
privacy-kind-team = Les catégories d’une modératrice ; ce qu’elle a en main à l’instant ; les invitations dans l’équipe
privacy-kind-audit-log = Ce que l’équipe a fait : quand, quoi, sur quoi, par qui (un identifiant) ; aucun de vos textes
privacy-purpose-second-step = pour vérifier les six chiffres
privacy-purpose-team = pour que chacune dans l’équipe fasse sa part et rien de plus
privacy-purpose-audit-log = pour que l’équipe réponde de ce qu’elle fait
privacy-seen-keepers = celles de l’équipe qui tiennent les comptes et surveillent le journal

privacy-kind-providers = Avec quel service vous vous connectez, et une empreinte de votre compte là-bas
privacy-kind-provider-ways = Une connexion commencée par un service
privacy-purpose-providers = pour vous laisser entrer
privacy-purpose-provider-ways = pour vous ramener du service à ce navigateur
privacy-kept-half-an-hour = une demi-heure

privacy-kind-address = Une adresse électronique, si vous en avez donné une, fermée avec la clé du portail
privacy-kind-messages = Des liens à usage unique et des messages en attente d’envoi vers vous
privacy-purpose-address = pour vous laisser entrer quand la phrase est oubliée
privacy-purpose-messages = pour vous envoyer ce que vous avez demandé

privacy-purpose-account = pour signer vos textes et vous laisser entrer
privacy-purpose-passphrase = pour vous reconnaître
privacy-purpose-recovery-codes = pour vous laisser entrer quand la phrase est oubliée
privacy-purpose-sessions = pour vous garder connectée et vous montrer où
privacy-purpose-texts = pour publier ce que vous voulez dire
privacy-purpose-decisions = pour que vous sachiez la raison et que l’équipe réponde de ce qu’elle fait
privacy-purpose-mod-log = pour que l’équipe réponde de ce qu’elle fait, et que personne ne juge une contestation de sa propre décision
privacy-purpose-search = pour qu’on trouve les textes
privacy-purpose-consents = pour pouvoir montrer ce que vous avez accepté
privacy-purpose-exports = pour vous la donner une fois
privacy-purpose-departures = pour que vous puissiez changer d’avis
privacy-purpose-journal = pour qu’une sauvegarde ne ramène rien de ce qui est effacé
privacy-purpose-kept-names = pour que personne ne passe pour vous
privacy-purpose-form-keys = pour qu’un formulaire envoyé deux fois compte une fois
privacy-purpose-limits = contre les devinettes et les envois en masse

privacy-ground-consent = vous avez accepté
privacy-ground-asked = vous l’avez demandé
privacy-ground-security = la sécurité du compte en a besoin

privacy-seen-everyone = tout le monde
privacy-seen-herself = vous
privacy-seen-moderators = l’équipe de modération
privacy-seen-nobody = personne ; on peut seulement comparer

privacy-kept-account = autant que le compte
privacy-kept-signed-in = jusqu’à votre sortie ; 72 heures au plus
privacy-kept-text = autant que le texte ; le lien avec vous, douze mois
privacy-kept-portal = autant que le portail
privacy-kept-fourteen-days = 14 jours
privacy-kept-day = un jour
privacy-kept-forty-eight-hours = 48 heures
privacy-kept-thirty-days = 30 jours au plus
privacy-kept-ninety-days = 90 jours
privacy-kept-twelve-months = douze mois
privacy-kept-two-years = deux ans

privacy-gone-with-account = avec le compte
privacy-gone-by-choice = quand vous partez avec vos textes
privacy-gone-by-itself = de soi-même, après ce délai
privacy-gone-never = non effacé : cela ne dit rien de vous, sauf un identifiant qui ne mène nulle part une fois le compte effacé

privacy-copy-title = Vos données
privacy-copy-made = Fait le { $day }. Tout ce que le portail gardait de vous ce jour-là. « Équipe » remplace les noms de l’équipe.
privacy-copy-profile = Profil
privacy-copy-language = Langue
privacy-copy-state = État
privacy-copy-codes = Codes de secours
privacy-copy-codes-line = { $left } restants, { $used } utilisés
privacy-copy-sign-ins = Où vous êtes connectée
privacy-copy-sign-in = Depuis : { $since }
privacy-copy-sign-in-seen = dernière visite : { $seen }
privacy-copy-contacts = Adresses
privacy-copy-contact-verified = prouvée
privacy-copy-contact-unverified = pas encore prouvée
privacy-copy-providers = Services avec lesquels vous vous connectez
privacy-copy-texts = Vos textes
privacy-copy-text-topic = Sujet
privacy-copy-text-reply = Réponse
privacy-copy-sent = envoyé : { $day }
privacy-copy-published = publié : { $day }
privacy-copy-decided = décidé par l’équipe : { $day }
privacy-copy-reason = Raison
privacy-copy-note = Les mots de l’équipe pour vous
privacy-copy-requests = Ce que vous nous avez demandé
privacy-copy-request = { $what }, { $day }
privacy-copy-request-export = Une copie de vos données
privacy-copy-none = Rien.
