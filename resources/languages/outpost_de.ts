<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name></name>
    <message>
        <source>This message is not there any more.</source>
        <translation>Diese Nachricht ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Somebody deleted it.</source>
        <translation>Jemand hat das gelöscht.</translation>
    </message>
    <message>
        <source>This lead is not there any more.</source>
        <translation>Dieser Lead ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The accounts of this backup cannot be read.</source>
        <translation>Die Konten dieser Sicherung können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Keeping a copy of the database…</source>
        <translation>Eine Kopie der Datenbank wird aufbewahrt …</translation>
    </message>
    <message>
        <source>Outpost is newer than its database, and the copy that is kept of it before it is changed could not be made: {title}</source>
        <translation>Outpost ist neuer als seine Datenbank, und die Kopie, die vor der Änderung aufbewahrt wird, konnte nicht gemacht werden: {title}</translation>
    </message>
    <message>
        <source>Nothing was changed. {advice}</source>
        <translation>Es wurde nichts geändert. {advice}</translation>
    </message>
    <message>
        <source>Bringing the database to this version…</source>
        <translation>Die Datenbank wird auf diese Version gebracht …</translation>
    </message>
    <message>
        <source>No step of it was kept</source>
        <translation>Kein Schritt davon wurde behalten</translation>
    </message>
    <message>
        <source>The copy from before took its place ({name})</source>
        <translation>Die Kopie von vorher ist an ihre Stelle getreten ({name})</translation>
    </message>
    <message>
        <source>The database could not be brought to this version of Outpost.</source>
        <translation>Die Datenbank konnte nicht auf diese Version von Outpost gebracht werden.</translation>
    </message>
    <message>
        <source>{what}, and nothing is lost. Use the version of before, and send the report that “outpost doctor --reports” shows.</source>
        <translation>{what}, und nichts ist verloren. Verwenden Sie die vorige Version, und senden Sie den Bericht, den „outpost doctor --reports“ zeigt.</translation>
    </message>
    <message>
        <source>The password of this account is somebody else&apos;s in the database.</source>
        <translation>Das Passwort dieses Kontos gehört in der Datenbank jemand anderem.</translation>
    </message>
    <message>
        <source>Nothing was changed. Ask whoever runs the web application to look at “account”.</source>
        <translation>Es wurde nichts geändert. Bitten Sie den Betreiber der Webanwendung, sich „account“ anzusehen.</translation>
    </message>
    <message>
        <source>There is a field “{title}” already.</source>
        <translation>Es gibt schon ein Feld „{title}“.</translation>
    </message>
    <message>
        <source>Give it another name.</source>
        <translation>Geben Sie ihm einen anderen Namen.</translation>
    </message>
    <message>
        <source>All database connections are in use.</source>
        <translation>Alle Verbindungen zur Datenbank sind in Gebrauch.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The database URL cannot be read.</source>
        <translation>Die URL der Datenbank kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>It looks like postgresql://user@host:5432/name; special characters in it are written as %XX.</source>
        <translation>Sie sieht aus wie postgresql://user@host:5432/name; Sonderzeichen darin werden %XX geschrieben.</translation>
    </message>
    <message>
        <source>Outpost is open elsewhere{who}.</source>
        <translation>Outpost ist anderswo geöffnet{who}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Close its window and engine, then try again.</source>
        <translation>Es wurde nichts geändert. Schließen Sie dort Fenster und Hintergrunddienst, dann versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The server is newer than the programs that come with Outpost.</source>
        <translation>Der Server ist neuer als die Programme, die Outpost mitbringt.</translation>
    </message>
    <message>
        <source>Nothing was written. Use the pg_dump of that server, or a newer Outpost.</source>
        <translation>Es wurde nichts geschrieben. Verwenden Sie das pg_dump dieses Servers oder ein neueres Outpost.</translation>
    </message>
    <message>
        <source>The database does not let this user read all of it.</source>
        <translation>Die Datenbank lässt diesen Benutzer nicht alles lesen.</translation>
    </message>
    <message>
        <source>Nothing was written. Ask whoever runs it for the right.</source>
        <translation>Es wurde nichts geschrieben. Bitten Sie den Betreiber um das Recht.</translation>
    </message>
    <message>
        <source>The database could not be copied.</source>
        <translation>Die Datenbank konnte nicht kopiert werden.</translation>
    </message>
    <message>
        <source>Nothing was changed. The log of Outpost has what Postgres says.</source>
        <translation>Es wurde nichts geändert. Im Protokoll von Outpost steht, was Postgres sagt.</translation>
    </message>
    <message>
        <source>The backup needs a part of Postgres that does not come with Outpost.</source>
        <translation>Die Sicherung braucht einen Teil von Postgres, den Outpost nicht mitbringt.</translation>
    </message>
    <message>
        <source>Nothing was changed. It was made from another server; restore it there.</source>
        <translation>Es wurde nichts geändert. Sie stammt von einem anderen Server; stellen Sie sie dort wieder her.</translation>
    </message>
    <message>
        <source>The database of this backup could not be read.</source>
        <translation>Die Datenbank dieser Sicherung konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Nothing was changed. The log of Outpost has what Postgres says; take another backup.</source>
        <translation>Es wurde nichts geändert. Im Protokoll von Outpost steht, was Postgres sagt; nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>What was saved before is safe.</source>
        <translation>Was vorher gespeichert wurde, ist sicher.</translation>
    </message>
    <message>
        <source>The database cannot be reached.</source>
        <translation>Die Datenbank ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>{safe} Outpost tries again by itself when it can; if this stays, start it anew.</source>
        <translation>{safe} Outpost versucht es von selbst wieder; bleibt es dabei, starten Sie es neu.</translation>
    </message>
    <message>
        <source>The database has no connection to spare.</source>
        <translation>Die Datenbank hat keine Verbindung frei.</translation>
    </message>
    <message>
        <source>did not accept the user or the password.</source>
        <translation>hat Benutzer oder Passwort nicht angenommen.</translation>
    </message>
    <message>
        <source>The database {said}</source>
        <translation>Die Datenbank {said}</translation>
    </message>
    <message>
        <source>Check both.</source>
        <translation>Prüfen Sie beides.</translation>
    </message>
    <message>
        <source>Outpost asks for it when the window starts; without a window: outpost db password</source>
        <translation>Outpost fragt danach, wenn das Fenster startet; ohne Fenster: outpost db password</translation>
    </message>
    <message>
        <source>The database at {place}</source>
        <translation>Die Datenbank unter {place}</translation>
    </message>
    <message>
        <source>The database</source>
        <translation>Die Datenbank</translation>
    </message>
    <message>
        <source>{database} wants a password.</source>
        <translation>{database} verlangt ein Passwort.</translation>
    </message>
    <message>
        <source>Check both. {how_to_give}</source>
        <translation>Prüfen Sie beides. {how_to_give}</translation>
    </message>
    <message>
        <source>That Postgres has no database of this name.</source>
        <translation>Dieses Postgres hat keine Datenbank dieses Namens.</translation>
    </message>
    <message>
        <source>Check the end of the URL, or make the database first (createdb).</source>
        <translation>Prüfen Sie das Ende der URL, oder legen Sie die Datenbank erst an (createdb).</translation>
    </message>
    <message>
        <source>The computer of the database ({place}) was not found.</source>
        <translation>Der Computer der Datenbank ({place}) wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>Check its name in the URL, and the network.</source>
        <translation>Prüfen Sie seinen Namen in der URL und das Netz.</translation>
    </message>
    <message>
        <source>{database} cannot be reached.</source>
        <translation>{database} ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>{safe} Check that a Postgres runs there and lets this computer in.</source>
        <translation>{safe} Prüfen Sie, ob dort ein Postgres läuft und diesen Computer einlässt.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>{safe} Free some space and try again.</source>
        <translation>{safe} Schaffen Sie Platz, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>The database does not allow this.</source>
        <translation>Die Datenbank erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Its answer: {first_line}. Ask whoever runs it for the right.</source>
        <translation>Ihre Antwort: {first_line}. Bitten Sie den Betreiber um das Recht.</translation>
    </message>
    <message>
        <source>The database takes no changes at the moment.</source>
        <translation>Die Datenbank nimmt im Moment keine Änderungen an.</translation>
    </message>
    <message>
        <source>It is read-only. {safe}</source>
        <translation>Sie kann nur gelesen werden. {safe}</translation>
    </message>
    <message>
        <source>The database was busy for too long.</source>
        <translation>Die Datenbank war zu lange beschäftigt.</translation>
    </message>
    <message>
        <source>{safe} Try again in a moment.</source>
        <translation>{safe} Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>There is nothing to undo here.</source>
        <translation>Hier gibt es nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>It was undone already.</source>
        <translation>Es wurde schon rückgängig gemacht.</translation>
    </message>
    <message>
        <source>This is still going on.</source>
        <translation>Das läuft noch.</translation>
    </message>
    <message>
        <source>It can be undone when it has ended.</source>
        <translation>Es kann rückgängig gemacht werden, wenn es zu Ende ist.</translation>
    </message>
    <message>
        <source>There is nothing to redo here.</source>
        <translation>Hier gibt es nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>Something else was done since it was undone.</source>
        <translation>Seit es rückgängig gemacht wurde, ist etwas anderes getan worden.</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>Rückgängig: {what}</translation>
    </message>
    <message>
        <source>Redone: {what}</source>
        <translation>Wiederholt: {what}</translation>
    </message>
    <message>
        <source>{what} changed since was kept</source>
        <translation>{what} mit neuerer Änderung wurde behalten</translation>
    </message>
    <message>
        <source>{what} changed since were kept</source>
        <translation>{what} mit neueren Änderungen wurden behalten</translation>
    </message>
    <message>
        <source>its place is taken, or what it belonged to is gone</source>
        <translation>sein Platz ist vergeben, oder wozu es gehörte, ist nicht mehr da</translation>
    </message>
    <message>
        <source>is not there any more</source>
        <translation>ist nicht mehr da</translation>
    </message>
    <message>
        <source>was edited since</source>
        <translation>wurde seitdem bearbeitet</translation>
    </message>
    <message>
        <source>has {what} since</source>
        <translation>hat seitdem {what}</translation>
    </message>
    <message>
        <source>This cannot be undone any more.</source>
        <translation>Das lässt sich nicht mehr rückgängig machen.</translation>
    </message>
    <message>
        <source>This cannot be redone any more.</source>
        <translation>Das lässt sich nicht mehr wiederholen.</translation>
    </message>
    <message>
        <source>Something of it was changed since; everything stays as it is now.</source>
        <translation>Etwas davon wurde seither geändert; alles bleibt, wie es jetzt ist.</translation>
    </message>
    <message>
        <source>Another lead has this address already.</source>
        <translation>Ein anderer Lead hat diese Adresse schon.</translation>
    </message>
    <message>
        <source>There is no field “{name}” any more.</source>
        <translation>Es gibt kein Feld „{name}“ mehr.</translation>
    </message>
    <message>
        <source>Take it out of the filter or the order, or make the field again.</source>
        <translation>Nehmen Sie es aus dem Filter oder der Sortierung, oder legen Sie das Feld wieder an.</translation>
    </message>
    <message>
        <source>Leads cannot be sorted by “{title}”.</source>
        <translation>Leads können nicht nach „{title}“ sortiert werden.</translation>
    </message>
    <message>
        <source>Choose another column.</source>
        <translation>Wählen Sie eine andere Spalte.</translation>
    </message>
    <message>
        <source>A number of days is missing in the filter.</source>
        <translation>Im Filter fehlt eine Zahl von Tagen.</translation>
    </message>
    <message>
        <source>Write it as in “30 days”.</source>
        <translation>Schreiben Sie sie wie in „30 days“.</translation>
    </message>
    <message>
        <source>The filter asks something of “{title}” that cannot be asked of it.</source>
        <translation>Der Filter fragt etwas von „{title}“, was davon nicht gefragt werden kann.</translation>
    </message>
    <message>
        <source>Remove the chip and choose it anew.</source>
        <translation>Entfernen Sie den Filter, und wählen Sie ihn neu.</translation>
    </message>
    <message>
        <source>The lead became one with another.</source>
        <translation>Der Lead wurde mit einem anderen zusammengeführt.</translation>
    </message>
    <message>
        <source>Choose another one of them.</source>
        <translation>Wählen Sie einen anderen davon.</translation>
    </message>
    <message>
        <source>There is a lead with the address {email} already{whose}.</source>
        <translation>Es gibt schon einen Lead mit der Adresse {email}{whose}.</translation>
    </message>
    <message>
        <source>Open that one, or use another address.</source>
        <translation>Öffnen Sie diesen, oder verwenden Sie eine andere Adresse.</translation>
    </message>
    <message>
        <source>{address} is connected already.</source>
        <translation>{address} ist schon verbunden.</translation>
    </message>
    <message>
        <source>Its settings can be changed in the list of mailboxes.</source>
        <translation>Die Einstellungen lassen sich in der Liste der Postfächer ändern.</translation>
    </message>
    <message numerus="yes">
        <source>{n} mails of {address} are still in the outbox.</source>
        <comment>{n} mail of {address} is still in the outbox.</comment>
        <translation>
            <numerusform>{n} Mail von {address} ist noch im Postausgang.</numerusform>
            <numerusform>{n} Mails von {address} sind noch im Postausgang.</numerusform>
        </translation>
    </message>
    <message>
        <source>It had been removed, and its password with it. Sign in again.</source>
        <translation>Es war entfernt worden, und sein Passwort mit ihm. Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Send them or take them back first; the mailbox was not removed.</source>
        <translation>Senden Sie sie, oder nehmen Sie sie erst zurück; das Postfach wurde nicht entfernt.</translation>
    </message>
    <message>
        <source>{place}, column {column}</source>
        <translation>{place}, Spalte {column}</translation>
    </message>
    <message>
        <source>{place}: expected {expected}, found {found}</source>
        <translation>{place}: erwartet {expected}, gefunden {found}</translation>
    </message>
    <message>
        <source>Preparing the database</source>
        <translation>Die Datenbank wird vorbereitet</translation>
    </message>
    <message>
        <source>The schema “outpost” of this database holds something that Outpost did not make.</source>
        <translation>Das Schema „outpost“ dieser Datenbank enthält etwas, was Outpost nicht angelegt hat.</translation>
    </message>
    <message>
        <source>Postgres says: {splitlines}. Nothing was changed; use another database.</source>
        <translation>Postgres sagt: {splitlines}. Es wurde nichts geändert; verwenden Sie eine andere Datenbank.</translation>
    </message>
    <message>
        <source> (and {count} more)</source>
        <translation> (und {count} weitere)</translation>
    </message>
    <message>
        <source>, column {column},</source>
        <translation>, Spalte {column},</translation>
    </message>
    <message>
        <source>The table {place} differs from the schema that Outpost shares.</source>
        <translation>Die Tabelle {place} weicht von dem Schema ab, das Outpost teilt.</translation>
    </message>
    <message>
        <source>Expected {expected}, found {found}{more}. Nothing was changed: Outpost never alters tables that stand already.</source>
        <translation>Erwartet {expected}, gefunden {found}{more}. Es wurde nichts geändert: Outpost ändert nie Tabellen, die schon da sind.</translation>
    </message>
    <message>
        <source>no such column</source>
        <translation>keine solche Spalte</translation>
    </message>
    <message>
        <source>no further column that must be filled</source>
        <translation>keine weitere Spalte, die gefüllt sein muss</translation>
    </message>
    <message>
        <source>no such constraint</source>
        <translation>keine solche Bedingung</translation>
    </message>
    <message>
        <source>This Postgres is version {value}; Outpost needs 14 or newer.</source>
        <translation>Dieses Postgres hat die Version {value}; Outpost braucht 14 oder neuer.</translation>
    </message>
    <message>
        <source>This database keeps its text as {encoding}; Outpost needs UTF8.</source>
        <translation>Diese Datenbank speichert Text als {encoding}; Outpost braucht UTF8.</translation>
    </message>
    <message>
        <source>Nothing was changed. Create the database with ENCODING &apos;UTF8&apos;.</source>
        <translation>Es wurde nichts geändert. Legen Sie die Datenbank mit ENCODING &apos;UTF8&apos; an.</translation>
    </message>
    <message>
        <source>This database was made by a newer Outpost.</source>
        <translation>Diese Datenbank stammt von einem neueren Outpost.</translation>
    </message>
    <message>
        <source>It has {foreign}, which this version does not know. Nothing was changed; install the newer version.</source>
        <translation>Sie hat {foreign}, was diese Version nicht kennt. Es wurde nichts geändert; installieren Sie die neuere Version.</translation>
    </message>
    <message>
        <source>This month&apos;s budget for the language model is used up.</source>
        <translation>Das Budget dieses Monats für das Sprachmodell ist aufgebraucht.</translation>
    </message>
    <message>
        <source>{used} are used. Settings has the budget; it begins anew with the month.</source>
        <translation>{used} sind verbraucht. Das Budget steht in den Einstellungen; mit dem Monat beginnt es neu.</translation>
    </message>
    <message>
        <source>Somebody signed in with the same account at the same moment.</source>
        <translation>Jemand hat sich im selben Moment mit demselben Konto angemeldet.</translation>
    </message>
    <message>
        <source>Nothing was changed; start it again.</source>
        <translation>Es wurde nichts geändert; beginnen Sie noch einmal.</translation>
    </message>
    <message>
        <source>A mail that was taken back is not sent by Redo.</source>
        <translation>Eine zurückgenommene Mail wird durch Wiederholen nicht gesendet.</translation>
    </message>
    <message>
        <source>Its draft is open: send it from there.</source>
        <translation>Ihr Entwurf ist offen: Senden Sie sie von dort.</translation>
    </message>
    <message>
        <source>The mail is on its way already.</source>
        <translation>Die Mail ist schon unterwegs.</translation>
    </message>
    <message>
        <source>It cannot be taken back any more.</source>
        <translation>Sie kann nicht mehr zurückgenommen werden.</translation>
    </message>
    <message>
        <source>There is somebody with the address {email} here already.</source>
        <translation>Hier gibt es schon jemanden mit der Adresse {email}.</translation>
    </message>
    <message>
        <source>Sign in with it, or use another address.</source>
        <translation>Melden Sie sich damit an, oder verwenden Sie eine andere Adresse.</translation>
    </message>
    <message>
        <source>This profile is not there any more.</source>
        <translation>Dieses Profil ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melden Sie sich wieder an.</translation>
    </message>
    <message>
        <source>Mail of a lead that waits {span} for an answer</source>
        <translation>Eine Mail eines Leads, die {span} auf eine Antwort wartet</translation>
    </message>
    <message>
        <source>A hot lead that nobody was in touch with for {span}</source>
        <translation>Ein heißer Lead, mit dem {span} niemand in Kontakt war</translation>
    </message>
    <message>
        <source>A meeting that a lead or you accepted by mail</source>
        <translation>Ein Termin, den ein Lead oder Sie per Mail angenommen haben</translation>
    </message>
    <message>
        <source>a week</source>
        <translation>eine Woche</translation>
    </message>
    <message>
        <source>{value} weeks</source>
        <translation>{value} Wochen</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>eine Stunde</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>einen Tag</translation>
    </message>
    <message>
        <source>Answer {who}: {about}</source>
        <translation>{who} antworten: {about}</translation>
    </message>
    <message>
        <source>Answer {who}</source>
        <translation>{who} antworten</translation>
    </message>
    <message>
        <source>Get in touch with {who} again</source>
        <translation>Wieder bei {who} melden</translation>
    </message>
    <message>
        <source>Get in touch with {who}</source>
        <translation>Bei {who} melden</translation>
    </message>
    <message>
        <source>You accepted {who}’s invitation.</source>
        <translation>Sie haben die Einladung von {who} angenommen.</translation>
    </message>
    <message>
        <source>{who} accepted the invitation.</source>
        <translation>{who} hat die Einladung angenommen.</translation>
    </message>
    <message>
        <source>{who} wrote, and has waited for an answer for {span}.</source>
        <translation>{who} hat geschrieben und wartet schon {span} auf eine Antwort.</translation>
    </message>
    <message>
        <source>{who} is hot, and nobody was in touch for {span}.</source>
        <translation>{who} ist heiß, und schon {span} gab es keinen Kontakt.</translation>
    </message>
    <message>
        <source>to be done</source>
        <translation>zu erledigen</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgesagt</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Anruf</translation>
    </message>
    <message>
        <source>Reply</source>
        <comment>action</comment>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Vorführung</translation>
    </message>
    <message>
        <source>A quotation mark is missing.</source>
        <translation>Ein Anführungszeichen fehlt.</translation>
    </message>
    <message>
        <source>Close what begins with one.</source>
        <translation>Schließen Sie, was mit einem beginnt.</translation>
    </message>
    <message>
        <source>Actions are not asked about by “{name}”.</source>
        <translation>Nach Aufgaben wird nicht mit „{name}“ gefragt.</translation>
    </message>
    <message>
        <source>By status, type, priority and due.</source>
        <translation>Nach Status, Art, Priorität und Fälligkeit.</translation>
    </message>
    <message>
        <source>An action needs a type.</source>
        <translation>Eine Aufgabe braucht eine Art.</translation>
    </message>
    <message>
        <source>For example follow up, call or meeting.</source>
        <translation>Zum Beispiel follow up, call oder meeting.</translation>
    </message>
    <message>
        <source>This type is too long.</source>
        <translation>Diese Art ist zu lang.</translation>
    </message>
    <message>
        <source>It has room for {longest_type} characters.</source>
        <translation>Es ist Platz für {longest_type} Zeichen.</translation>
    </message>
    <message>
        <source>This is too long for an action.</source>
        <translation>Das ist zu lang für eine Aufgabe.</translation>
    </message>
    <message>
        <source>It has {count} characters; there is room for {longest_text}.</source>
        <translation>Es hat {count} Zeichen; Platz ist für {longest_text}.</translation>
    </message>
    <message>
        <source>overdue since {at}</source>
        <translation>überfällig seit {at}</translation>
    </message>
    <message>
        <source>overdue since yesterday</source>
        <translation>überfällig seit gestern</translation>
    </message>
    <message>
        <source>overdue {value} days</source>
        <translation>{value} Tage überfällig</translation>
    </message>
    <message>
        <source>today {at}</source>
        <translation>heute {at}</translation>
    </message>
    <message>
        <source>tomorrow {at}</source>
        <translation>morgen {at}</translation>
    </message>
    <message>
        <source>{day} {at}</source>
        <translation>{day} {at}</translation>
    </message>
    <message>
        <source>“{value}” is no {name}.</source>
        <translation>„{value}“ ist kein Wert für {name}.</translation>
    </message>
    <message>
        <source>It is one of {kinds}.</source>
        <translation>Es ist einer von {kinds}.</translation>
    </message>
    <message>
        <source>A field needs a name.</source>
        <translation>Ein Feld braucht einen Namen.</translation>
    </message>
    <message>
        <source>Call it what you would call it yourself.</source>
        <translation>Nennen Sie es, wie Sie selbst es nennen würden.</translation>
    </message>
    <message>
        <source>This name is too long.</source>
        <translation>Dieser Name ist zu lang.</translation>
    </message>
    <message>
        <source>It has room for {longest_title} characters.</source>
        <translation>Es ist Platz für {longest_title} Zeichen.</translation>
    </message>
    <message>
        <source>“{tidy}” means the field “{title}” already.</source>
        <translation>„{tidy}“ meint schon das Feld „{title}“.</translation>
    </message>
    <message>
        <source>There are {most_fields} fields already.</source>
        <translation>Es gibt schon {most_fields} Felder.</translation>
    </message>
    <message>
        <source>Remove one that is not needed any more.</source>
        <translation>Entfernen Sie eines, das nicht mehr gebraucht wird.</translation>
    </message>
    <message>
        <source>There is nothing to choose from.</source>
        <translation>Es gibt nichts zu wählen.</translation>
    </message>
    <message>
        <source>Write at least one choice.</source>
        <translation>Schreiben Sie mindestens eine Auswahl.</translation>
    </message>
    <message>
        <source>{count} choices are too many.</source>
        <translation>{count} Auswahlen sind zu viele.</translation>
    </message>
    <message>
        <source>There is room for {most_choices}.</source>
        <translation>Es ist Platz für {most_choices}.</translation>
    </message>
    <message>
        <source>The choice “{choice}…” is too long.</source>
        <translation>Die Auswahl „{choice}…“ ist zu lang.</translation>
    </message>
    <message>
        <source>It has room for {longest_choice} characters.</source>
        <translation>Es ist Platz für {longest_choice} Zeichen.</translation>
    </message>
    <message>
        <source>The choice “{choice}” stands there twice.</source>
        <translation>Die Auswahl „{choice}“ steht zweimal da.</translation>
    </message>
    <message>
        <source>Take one away.</source>
        <translation>Nehmen Sie eine weg.</translation>
    </message>
    <message>
        <source>This draft is not there any more.</source>
        <translation>Dieser Entwurf ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The list shows the rest.</source>
        <translation>Die Liste zeigt die übrigen.</translation>
    </message>
    <message>
        <source>Add as new leads</source>
        <translation>Als neue Leads hinzufügen</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Update empty fields</source>
        <translation>Leere Felder ergänzen</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Überschreiben</translation>
    </message>
    <message>
        <source>{what} was changed since.</source>
        <translation>{what} wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>{what} were changed since.</source>
        <translation>{what} wurden seitdem geändert.</translation>
    </message>
    <message>
        <source>Nothing was redone: choose whether newer changes are kept.</source>
        <translation>Es wurde nichts wiederholt: Wählen Sie, ob neuere Änderungen behalten werden.</translation>
    </message>
    <message>
        <source>Nothing was undone: choose whether newer changes are kept.</source>
        <translation>Es wurde nichts rückgängig gemacht: Wählen Sie, ob neuere Änderungen behalten werden.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Konversation</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Fällig</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Suggested next step</source>
        <translation>Vorgeschlagener nächster Schritt</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Letzter Kontakt</translation>
    </message>
    <message>
        <source>AI draft</source>
        <translation>KI-Entwurf</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Further data</source>
        <translation>Weitere Daten</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>hot</source>
        <translation>heiß</translation>
    </message>
    <message>
        <source>warm</source>
        <translation>warm</translation>
    </message>
    <message>
        <source>cold</source>
        <translation>kalt</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>ungelesen</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>replied</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>Further addresses</source>
        <translation>Weitere Adressen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>{moment} UTC</source>
        <translation>{moment} UTC</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{day}. {month}</translation>
    </message>
    <message>
        <source>{day} {month} {year}</source>
        <translation>{day}. {month} {year}</translation>
    </message>
    <message>
        <source>{weekday} {date}</source>
        <translation>{weekday} {date}</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads</source>
        <comment>{n} lead</comment>
        <translation>
            <numerusform>{n} Lead</numerusform>
            <numerusform>{n} Leads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} steps</source>
        <comment>{n} step</comment>
        <translation>
            <numerusform>{n} Schritt</numerusform>
            <numerusform>{n} Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} enrolments</source>
        <comment>{n} enrolment</comment>
        <translation>
            <numerusform>{n} Aufnahme</numerusform>
            <numerusform>{n} Aufnahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations</source>
        <comment>{n} conversation</comment>
        <translation>
            <numerusform>{n} Konversation</numerusform>
            <numerusform>{n} Konversationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} templates</source>
        <comment>{n} template</comment>
        <translation>
            <numerusform>{n} Vorlage</numerusform>
            <numerusform>{n} Vorlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} shares</source>
        <comment>{n} share</comment>
        <translation>
            <numerusform>{n} Freigabe</numerusform>
            <numerusform>{n} Freigaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} profiles</source>
        <comment>{n} profile</comment>
        <translation>
            <numerusform>{n} Profil</numerusform>
            <numerusform>{n} Profile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} flags</source>
        <comment>{n} flag</comment>
        <translation>
            <numerusform>{n} Kennzeichnung</numerusform>
            <numerusform>{n} Kennzeichnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} senders</source>
        <comment>{n} sender</comment>
        <translation>
            <numerusform>{n} Absender</numerusform>
            <numerusform>{n} Absender</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} drafts</source>
        <comment>{n} draft</comment>
        <translation>
            <numerusform>{n} Entwurf</numerusform>
            <numerusform>{n} Entwürfe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rules</source>
        <comment>{n} rule</comment>
        <translation>
            <numerusform>{n} Regel</numerusform>
            <numerusform>{n} Regeln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} settings</source>
        <comment>{n} setting</comment>
        <translation>
            <numerusform>{n} Einstellung</numerusform>
            <numerusform>{n} Einstellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} views</source>
        <comment>{n} view</comment>
        <translation>
            <numerusform>{n} Ansicht</numerusform>
            <numerusform>{n} Ansichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mailboxes</source>
        <comment>{n} mailbox</comment>
        <translation>
            <numerusform>{n} Postfach</numerusform>
            <numerusform>{n} Postfächer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} sequences</source>
        <comment>{n} sequence</comment>
        <translation>
            <numerusform>{n} Sequenz</numerusform>
            <numerusform>{n} Sequenzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mails</source>
        <comment>{n} mail</comment>
        <translation>
            <numerusform>{n} Mail</numerusform>
            <numerusform>{n} Mails</numerusform>
        </translation>
    </message>
    <message>
        <source>Insight</source>
        <translation>Erkenntnis</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Kennzeichnung</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>Shared with the team</source>
        <translation>Mit dem Team geteilt</translation>
    </message>
    <message>
        <source>Your profile</source>
        <translation>Ihr Profil</translation>
    </message>
    <message>
        <source>A flag</source>
        <translation>Eine Kennzeichnung</translation>
    </message>
    <message>
        <source>Your working hours</source>
        <translation>Ihre Arbeitszeit</translation>
    </message>
    <message numerus="yes">
        <source>{n} things</source>
        <comment>{n} thing</comment>
        <translation>
            <numerusform>{n} Ding</numerusform>
            <numerusform>{n} Dinge</numerusform>
        </translation>
    </message>
    <message>
        <source>insights</source>
        <translation>Erkenntnisse</translation>
    </message>
    <message>
        <source>actions</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>enrolments</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>Konversationen</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>mails</source>
        <translation>Mails</translation>
    </message>
    <message>
        <source>drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>{label} without a name</source>
        <translation>{label} ohne Namen</translation>
    </message>
    <message>
        <source>Set to {value}</source>
        <translation>Auf {value} gesetzt</translation>
    </message>
    <message>
        <source>{leads} set to {value}</source>
        <translation>{leads} auf {value} gesetzt</translation>
    </message>
    <message>
        <source>{title} emptied in {leads}</source>
        <translation>{title} in {leads} geleert</translation>
    </message>
    <message>
        <source>{title} of {leads} set to {value}</source>
        <translation>{title} von {leads} auf {value} gesetzt</translation>
    </message>
    <message>
        <source>Action added to {leads}</source>
        <translation>Aufgabe zu {leads} hinzugefügt</translation>
    </message>
    <message>
        <source>{leads} deleted</source>
        <translation>{leads} gelöscht</translation>
    </message>
    <message>
        <source>Already {value}</source>
        <translation>Schon {value}</translation>
    </message>
    <message>
        <source>{title} is so already</source>
        <translation>{title} ist schon so</translation>
    </message>
    <message>
        <source>These leads are not there any more</source>
        <translation>Diese Leads sind nicht mehr da</translation>
    </message>
    <message>
        <source>Setting {leads} to {value}</source>
        <translation>Setzt {leads} auf {value}</translation>
    </message>
    <message>
        <source>Changing {title} of {leads}</source>
        <translation>Ändert {title} von {leads}</translation>
    </message>
    <message>
        <source>Adding an action to {leads}</source>
        <translation>Fügt {leads} eine Aufgabe hinzu</translation>
    </message>
    <message>
        <source>Deleting {leads}</source>
        <translation>Löscht {leads}</translation>
    </message>
    <message>
        <source>This work is not known here.</source>
        <translation>Diese Arbeit ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>A newer Outpost may have asked for it.</source>
        <translation>Vielleicht hat ein neueres Outpost sie verlangt.</translation>
    </message>
    <message>
        <source>Something is there</source>
        <translation>Etwas ist da</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>Etwas fehlt</translation>
    </message>
    <message>
        <source>Same e-mail address, spelt another way</source>
        <translation>Dieselbe E-Mail-Adresse, anders geschrieben</translation>
    </message>
    <message>
        <source>One has the other’s e-mail address</source>
        <translation>Einer hat die E-Mail-Adresse des anderen</translation>
    </message>
    <message>
        <source>Same phone number</source>
        <translation>Dieselbe Telefonnummer</translation>
    </message>
    <message>
        <source>Same person and company</source>
        <translation>Dieselbe Person und Firma</translation>
    </message>
    <message>
        <source>Very likely</source>
        <translation>Sehr wahrscheinlich</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>Möglich</translation>
    </message>
    <message>
        <source>“{name}” does not say what kind of file to write.</source>
        <translation>„{name}“ sagt nicht, welche Art Datei zu schreiben ist.</translation>
    </message>
    <message>
        <source>Its name ends in .csv, .tsv, .xlsx or .vcf.</source>
        <translation>Der Name endet auf .csv, .tsv, .xlsx oder .vcf.</translation>
    </message>
    <message>
        <source>Leads have no column “{key}”.</source>
        <translation>Leads haben keine Spalte „{key}“.</translation>
    </message>
    <message>
        <source>Columns are {names}.</source>
        <translation>Spalten sind {names}.</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Branche</translation>
    </message>
    <message>
        <source>Company size</source>
        <translation>Firmengröße</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Nachricht</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>They wrote</source>
        <translation>Lead schrieb</translation>
    </message>
    <message>
        <source>You wrote</source>
        <translation>Sie schrieben</translation>
    </message>
    <message>
        <source>No reply for</source>
        <translation>Ohne Antwort</translation>
    </message>
    <message>
        <source>Open action</source>
        <translation>Offene Aufgabe</translation>
    </message>
    <message>
        <source>Action due</source>
        <translation>Aufgabe fällig</translation>
    </message>
    <message>
        <source>This view&apos;s filter cannot be read.</source>
        <translation>Der Filter dieser Ansicht kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>A newer Outpost may have saved it.</source>
        <translation>Vielleicht hat ein neueres Outpost ihn gespeichert.</translation>
    </message>
    <message>
        <source>the {what} is longer than {max_name} characters</source>
        <translation>{what} ist länger als {max_name} Zeichen</translation>
    </message>
    <message>
        <source>the {replace} is longer than {max_detail} characters</source>
        <translation>{replace} ist länger als {max_detail} Zeichen</translation>
    </message>
    <message>
        <source>the row is longer than {max_kept} characters</source>
        <translation>die Zeile ist länger als {max_kept} Zeichen</translation>
    </message>
    <message>
        <source>no e-mail address</source>
        <translation>keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>the e-mail address holds control characters</source>
        <translation>die E-Mail-Adresse enthält Steuerzeichen</translation>
    </message>
    <message>
        <source>“{shown}” is not an e-mail address</source>
        <translation>„{shown}“ ist keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>This is too long to search for.</source>
        <translation>Das ist zu lang für eine Suche.</translation>
    </message>
    <message>
        <source>At most {most_characters} characters are read.</source>
        <translation>Höchstens {most_characters} Zeichen werden gelesen.</translation>
    </message>
    <message>
        <source>This parenthesis was never opened.</source>
        <translation>Diese Klammer wurde nie geöffnet.</translation>
    </message>
    <message>
        <source>OR stands between two conditions.</source>
        <translation>OR steht zwischen zwei Bedingungen.</translation>
    </message>
    <message>
        <source>AND stands between two conditions.</source>
        <translation>AND steht zwischen zwei Bedingungen.</translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation>Das ist zu tief geschachtelt.</translation>
    </message>
    <message>
        <source>This parenthesis is never closed.</source>
        <translation>Diese Klammer wird nie geschlossen.</translation>
    </message>
    <message>
        <source>Words alone cannot be left out.</source>
        <translation>Wörter allein können nicht ausgeschlossen werden.</translation>
    </message>
    <message>
        <source>Say which field must not have it: -company:{word}</source>
        <translation>Sagen Sie, welches Feld es nicht haben darf: -company:{word}</translation>
    </message>
    <message>
        <source>Behind {text} a condition is missing.</source>
        <translation>Hinter {text} fehlt eine Bedingung.</translation>
    </message>
    <message>
        <source>Between these parentheses a condition is missing.</source>
        <translation>Zwischen diesen Klammern fehlt eine Bedingung.</translation>
    </message>
    <message>
        <source>There is no field “{name}”.</source>
        <translation>Es gibt kein Feld „{name}“.</translation>
    </message>
    <message>
        <source>Quotes search for the words as they are.</source>
        <translation>Anführungszeichen suchen die Wörter, wie sie dastehen.</translation>
    </message>
    <message>
        <source>What should “{name}” be?</source>
        <translation>Was soll „{name}“ sein?</translation>
    </message>
    <message>
        <source>Write it right behind the colon: {name}:…</source>
        <translation>Schreiben Sie es gleich hinter den Doppelpunkt: {name}:…</translation>
    </message>
    <message>
        <source>Behind the closing quote a space is missing.</source>
        <translation>Hinter dem schließenden Anführungszeichen fehlt ein Leerzeichen.</translation>
    </message>
    <message>
        <source>Behind this comma a value is missing.</source>
        <translation>Hinter diesem Komma fehlt ein Wert.</translation>
    </message>
    <message>
        <source>This quote is never closed.</source>
        <translation>Dieses Anführungszeichen wird nie geschlossen.</translation>
    </message>
    <message>
        <source>Here a value is missing.</source>
        <translation>Hier fehlt ein Wert.</translation>
    </message>
    <message>
        <source>“{word}” can stand beside conditions, but not in OR or NOT.</source>
        <translation>„{word}“ kann neben Bedingungen stehen, aber nicht in OR oder NOT.</translation>
    </message>
    <message>
        <source>Say which field has it: company:{word}</source>
        <translation>Sagen Sie, welches Feld es hat: company:{word}</translation>
    </message>
    <message>
        <source> and {value} more</source>
        <translation> und {value} weitere</translation>
    </message>
    <message>
        <source>No column of this file holds e-mail addresses.</source>
        <translation>Keine Spalte dieser Datei enthält E-Mail-Adressen.</translation>
    </message>
    <message>
        <source>Nothing was imported. Its columns are {names}{more}; if one of them holds them, say which (--map COLUMN=email).</source>
        <translation>Es wurde nichts importiert. Die Spalten sind {names}{more}; enthält eine davon die Adressen, sagen Sie, welche (--map SPALTE=email).</translation>
    </message>
    <message>
        <source>“{word}” is not a field of a lead.</source>
        <translation>„{word}“ ist kein Feld eines Leads.</translation>
    </message>
    <message>
        <source>Nothing was imported. Fields are {names}.</source>
        <translation>Es wurde nichts importiert. Felder sind {names}.</translation>
    </message>
    <message>
        <source>This file has no column “{wanted}”.</source>
        <translation>Diese Datei hat keine Spalte „{wanted}“.</translation>
    </message>
    <message>
        <source>Nothing was imported. Its columns are {names}.</source>
        <translation>Es wurde nichts importiert. Die Spalten sind {names}.</translation>
    </message>
    <message>
        <source>{name} keeps what it has; nothing else hangs on the {others}.</source>
        <translation>{name} behält, was da ist; sonst hängt nichts an {others}.</translation>
    </message>
    <message>
        <source>{parts} and {parts_2}</source>
        <translation>{parts} und {parts_2}</translation>
    </message>
    <message numerus="yes">
        <source>{listed} move to {name}.</source>
        <comment>{listed} moves to {name}.</comment>
        <translation>
            <numerusform>{listed} zieht um zu {name}.</numerusform>
            <numerusform>{listed} ziehen um zu {name}.</numerusform>
        </translation>
    </message>
    <message>
        <source>other lead</source>
        <translation>dem anderen Lead</translation>
    </message>
    <message>
        <source>other leads</source>
        <translation>den anderen Leads</translation>
    </message>
    <message>
        <source>Did you mean {suggestion}?</source>
        <translation>Meinten Sie {suggestion}?</translation>
    </message>
    <message>
        <source>Write what to look for.</source>
        <translation>Schreiben Sie, wonach gesucht werden soll.</translation>
    </message>
    <message>
        <source>There is no field “{text}”.</source>
        <translation>Es gibt kein Feld „{text}“.</translation>
    </message>
    <message>
        <source>Here stands the name of a field alone, as in has:phone.</source>
        <translation>Hier steht der Name eines Felds allein, wie in has:phone.</translation>
    </message>
    <message>
        <source>“{title}” is asked with a number of days.</source>
        <translation>Nach „{title}“ wird mit einer Zahl von Tagen gefragt.</translation>
    </message>
    <message>
        <source>“{title}” is one of a few words.</source>
        <translation>„{title}“ ist eines von wenigen Wörtern.</translation>
    </message>
    <message>
        <source>Write one of {choices} without a sign.</source>
        <translation>Schreiben Sie eines von {choices} ohne Zeichen.</translation>
    </message>
    <message>
        <source>It is one of {choices}.</source>
        <translation>Es ist eines von {choices}.</translation>
    </message>
    <message>
        <source>“{title}” is never “{text}”.</source>
        <translation>„{title}“ ist nie „{text}“.</translation>
    </message>
    <message>
        <source>A star stands behind text alone, as in company:north*.</source>
        <translation>Ein Stern steht nur hinter Text, wie in company:north*.</translation>
    </message>
    <message>
        <source>“{title}” is yes or no.</source>
        <translation>„{title}“ ist yes oder no.</translation>
    </message>
    <message>
        <source>“{title}” counts from so many days on.</source>
        <translation>„{title}“ zählt ab so vielen Tagen.</translation>
    </message>
    <message>
        <source>“{title}” is text, and not more or less than something.</source>
        <translation>„{title}“ ist Text und nicht mehr oder weniger als etwas.</translation>
    </message>
    <message>
        <source>Quotes look for the sign itself: &quot;{sign}{text}&quot;.</source>
        <translation>Anführungszeichen suchen das Zeichen selbst: &quot;{sign}{text}&quot;.</translation>
    </message>
    <message>
        <source>“{text}” can be read in two ways.</source>
        <translation>„{text}“ lässt sich auf zwei Arten lesen.</translation>
    </message>
    <message>
        <source>Write thousands without a mark, and a point before decimals: 1234.5.</source>
        <translation>Tausender ohne Zeichen schreiben, Dezimalstellen nach einem Punkt: 1234.5.</translation>
    </message>
    <message>
        <source>“{text}” is not a number.</source>
        <translation>„{text}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>Write it as in &gt;=51 or 51..200.</source>
        <translation>Schreiben Sie sie wie in &gt;=51 oder 51..200.</translation>
    </message>
    <message>
        <source>“{text}” does not say which side of it.</source>
        <translation>„{text}“ sagt nicht, auf welcher Seite davon.</translation>
    </message>
    <message>
        <source>Write &lt;{text} for within, &gt;{text} for longer ago.</source>
        <translation>Schreiben Sie &lt;{text} für innerhalb, &gt;{text} für länger her.</translation>
    </message>
    <message>
        <source>Between what should “{title}” be?</source>
        <translation>Zwischen was soll „{title}“ sein?</translation>
    </message>
    <message>
        <source>Write it as 51..200.</source>
        <translation>Schreiben Sie es wie 51..200.</translation>
    </message>
    <message>
        <source>“{text}” is not a number of days.</source>
        <translation>„{text}“ ist keine Zahl von Tagen.</translation>
    </message>
    <message>
        <source>Write it as 30d, 2w, 3m or 1y.</source>
        <translation>Schreiben Sie sie wie 30d, 2w, 3m oder 1y.</translation>
    </message>
    <message>
        <source>“{text}” are more days than can be counted.</source>
        <translation>„{text}“ sind mehr Tage, als gezählt werden können.</translation>
    </message>
    <message>
        <source>Write it as 2026-01-31, 2026-01, today, or a number of days as &lt;30d.</source>
        <translation>Schreiben Sie ihn wie 2026-01-31, 2026-01, today, oder eine Zahl von Tagen wie &lt;30d.</translation>
    </message>
    <message>
        <source>“{text}” is not a day.</source>
        <translation>„{text}“ ist kein Tag.</translation>
    </message>
    <message>
        <source>“{title}” follows from other things.</source>
        <translation>„{title}“ folgt aus anderem.</translation>
    </message>
    <message>
        <source>It cannot be typed.</source>
        <translation>Es kann nicht eingegeben werden.</translation>
    </message>
    <message>
        <source>Leads have no field “{key}”.</source>
        <translation>Leads haben kein Feld „{key}“.</translation>
    </message>
    <message>
        <source>Perhaps it was removed.</source>
        <translation>Vielleicht wurde es entfernt.</translation>
    </message>
    <message>
        <source>A lead needs an e-mail address.</source>
        <translation>Ein Lead braucht eine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>It looks like name@company.example.</source>
        <translation>Sie sieht aus wie name@company.example.</translation>
    </message>
    <message>
        <source>A lead has a status.</source>
        <translation>Ein Lead hat einen Status.</translation>
    </message>
    <message>
        <source>It is one of {either}.</source>
        <translation>Es ist einer von {either}.</translation>
    </message>
    <message>
        <source>This is too long for “{title}”.</source>
        <translation>Das ist zu lang für „{title}“.</translation>
    </message>
    <message>
        <source>“{short}” is not an e-mail address.</source>
        <translation>„{short}“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>“{short}” is none of the choices of “{title}”.</source>
        <translation>„{short}“ ist keine Auswahl von „{title}“.</translation>
    </message>
    <message>
        <source>It can be {either}.</source>
        <translation>Es kann {either} sein.</translation>
    </message>
    <message>
        <source>“{short}” is no date.</source>
        <translation>„{short}“ ist kein Datum.</translation>
    </message>
    <message>
        <source>Write it like 2026-06-17 or 17 June 2026.</source>
        <translation>Schreiben Sie es wie 2026-06-17 oder 17 June 2026.</translation>
    </message>
    <message>
        <source>“{short}” is too large.</source>
        <translation>„{short}“ ist zu groß.</translation>
    </message>
    <message>
        <source>There is room for fifteen digits.</source>
        <translation>Es ist Platz für fünfzehn Ziffern.</translation>
    </message>
    <message>
        <source>“{short}” is no number.</source>
        <translation>„{short}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>Write it like 1,234.5.</source>
        <translation>Schreiben Sie sie wie 1,234.5.</translation>
    </message>
    <message>
        <source> and others</source>
        <translation> und andere</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>beginnt mit</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>mehr als</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>weniger als</translation>
    </message>
    <message>
        <source>within</source>
        <translation>innerhalb von</translation>
    </message>
    <message>
        <source>longer ago than</source>
        <translation>länger her als</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vor dem</translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>is filled</source>
        <translation>ist ausgefüllt</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>ist da</translation>
    </message>
    <message>
        <source>is not there</source>
        <translation>ist nicht da</translation>
    </message>
    <message>
        <source>for</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>at some time</source>
        <translation>irgendwann</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>late or within</source>
        <translation>überfällig oder näher als</translation>
    </message>
    <message>
        <source>later than in</source>
        <translation>weiter weg als</translation>
    </message>
    <message>
        <source>has no date</source>
        <translation>hat kein Datum</translation>
    </message>
    <message>
        <source>has a date</source>
        <translation>hat ein Datum</translation>
    </message>
    <message>
        <source>in the last</source>
        <translation>jünger als</translation>
    </message>
    <message>
        <source>No reply</source>
        <translation>Ohne Antwort</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>{value} days</source>
        <translation>{value} Tage</translation>
    </message>
    <message>
        <source>not ({joined})</source>
        <translation>nicht ({joined})</translation>
    </message>
    <message>
        <source>What was asked for cannot be read.</source>
        <translation>Was verlangt wurde, kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>A newer Outpost may have written it.</source>
        <translation>Vielleicht hat ein neueres Outpost es geschrieben.</translation>
    </message>
    <message>
        <source>There is no certificate in this file.</source>
        <translation>In dieser Datei ist kein Zertifikat.</translation>
    </message>
    <message>
        <source>It has to be the certificate of an authority in PEM format, which begins with “-----BEGIN CERTIFICATE-----”.</source>
        <translation>Es muss das Zertifikat einer Zertifizierungsstelle im PEM-Format sein, das mit „-----BEGIN CERTIFICATE-----“ beginnt.</translation>
    </message>
    <message>
        <source>A certificate in this file cannot be read.</source>
        <translation>Ein Zertifikat in dieser Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Ask for it again, in PEM format.</source>
        <translation>Bitten Sie noch einmal darum, im PEM-Format.</translation>
    </message>
    <message>
        <source>The certificate in this file is no authority&apos;s.</source>
        <translation>Das Zertifikat in dieser Datei gehört keiner Zertifizierungsstelle.</translation>
    </message>
    <message>
        <source>It is the one of a server, perhaps. Take the certificate of whoever signed that.</source>
        <translation>Vielleicht ist es das eines Servers. Nehmen Sie das Zertifikat der Stelle, die es signiert hat.</translation>
    </message>
    <message>
        <source> ({why})</source>
        <translation> ({why})</translation>
    </message>
    <message>
        <source>The mail server {host} cannot be reached{because}.</source>
        <translation>Der Mailserver {host} ist nicht zu erreichen{because}.</translation>
    </message>
    <message>
        <source>Mail that is here stays; it is tried again by itself.</source>
        <translation>Mail, die hier ist, bleibt; es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>The server has numbered the messages of {path} anew.</source>
        <translation>Der Server hat die Nachrichten von {path} neu nummeriert.</translation>
    </message>
    <message>
        <source>They are matched again by itself; mail that is here stays.</source>
        <translation>Sie werden von selbst wieder zugeordnet; Mail, die hier ist, bleibt.</translation>
    </message>
    <message>
        <source>nothing more</source>
        <translation>nichts weiter</translation>
    </message>
    <message>
        <source>“{said}”</source>
        <translation>„{said}“</translation>
    </message>
    <message>
        <source>The mail server {host} refused, and said {words}.</source>
        <translation>Der Mailserver {host} lehnte ab und sagte {words}.</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>Es wird von selbst wieder versucht.</translation>
    </message>
    <message>
        <source>The mail server {host} is busy, and said {words}.</source>
        <translation>Der Mailserver {host} ist gerade ausgelastet und sagte {words}.</translation>
    </message>
    <message>
        <source> It said “{bare}”.</source>
        <translation> Er sagte „{bare}“.</translation>
    </message>
    <message>
        <source>The mail server {host} does not accept this sign-in.{words}</source>
        <translation>Der Mailserver {host} nimmt diese Anmeldung nicht an.{words}</translation>
    </message>
    <message>
        <source>Sign in to the mailbox again; what is here stays.</source>
        <translation>Melden Sie sich beim Postfach wieder an; was hier ist, bleibt.</translation>
    </message>
    <message>
        <source>The connection to the mail server {host} would not be safe: {why}.</source>
        <translation>Die Verbindung zum Mailserver {host} wäre nicht sicher: {why}.</translation>
    </message>
    <message>
        <source>Nothing was sent, no password either.</source>
        <translation>Es wurde nichts gesendet, auch kein Passwort.</translation>
    </message>
    <message>
        <source>The lead was deleted.</source>
        <translation>Der Lead wurde gelöscht.</translation>
    </message>
    <message>
        <source>Wants no mail.</source>
        <translation>Will keine Mails.</translation>
    </message>
    <message>
        <source>Has no e-mail address.</source>
        <translation>Hat keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Mail does not reach the address.</source>
        <translation>Mail erreicht die Adresse nicht.</translation>
    </message>
    <message>
        <source>Has no {listed}.</source>
        <translation>Hat kein Feld {listed}.</translation>
    </message>
    <message>
        <source>You have no {listed} yet.</source>
        <translation>Sie haben noch kein Feld {listed}.</translation>
    </message>
    <message>
        <source>{names} and {names_2}</source>
        <translation>{names} und {names_2}</translation>
    </message>
    <message>
        <source>Connecting to the server for {}</source>
        <translation>Verbindet mit dem Server für {}</translation>
    </message>
    <message>
        <source>Checking the certificate for {}</source>
        <translation>Prüft das Zertifikat für {}</translation>
    </message>
    <message>
        <source>Signing in for {}</source>
        <translation>Meldet sich an für {}</translation>
    </message>
    <message>
        <source>reading mail</source>
        <translation>das Lesen von Mail</translation>
    </message>
    <message>
        <source>sending mail</source>
        <translation>das Senden von Mail</translation>
    </message>
    <message>
        <source>Microsoft lets mail programs in by its sign-in page alone, never by a password.</source>
        <translation>Microsoft lässt Mailprogramme nur über seine Anmeldeseite ein, nie mit einem Passwort.</translation>
    </message>
    <message>
        <source>Apple takes an app-specific password, not the one of your account: make one at account.apple.com.</source>
        <translation>Apple nimmt ein app-spezifisches Passwort, nicht das Ihres Kontos: Legen Sie eines an unter account.apple.com.</translation>
    </message>
    <message>
        <source>Telekom takes the password for mail programs, not the one of your account.</source>
        <translation>Telekom nimmt das Passwort für Mailprogramme, nicht das Ihres Kontos.</translation>
    </message>
    <message>
        <source>{name} takes an app password, not the one you sign in with: make one at {place}.</source>
        <translation>{name} nimmt ein App-Passwort, nicht das, mit dem Sie sich anmelden: Legen Sie eines an unter {place}.</translation>
    </message>
    <message>
        <source>{name} lets programs in only once IMAP is switched on in its own settings.</source>
        <translation>{name} lässt Programme erst ein, wenn IMAP dort in den Einstellungen eingeschaltet ist.</translation>
    </message>
    <message>
        <source>With two-step sign-in it takes an app password.</source>
        <translation>Bei Anmeldung in zwei Schritten braucht es ein App-Passwort.</translation>
    </message>
    <message>
        <source>QQ Mail takes an authorization code instead of the password.</source>
        <translation>QQ Mail nimmt statt des Passworts einen Autorisierungscode.</translation>
    </message>
    <message>
        <source>Take name and password from Proton Mail Bridge, not those of the account.</source>
        <translation>Nehmen Sie Name und Passwort von Proton Mail Bridge, nicht die des Kontos.</translation>
    </message>
    <message>
        <source>Proton can be read by its Bridge alone, a program that runs on this computer. Start it, then enter by hand the servers, the name and the password that it shows, and its certificate.</source>
        <translation>Proton kann nur über seine Bridge gelesen werden, ein Programm auf diesem Computer. Starten Sie sie, und tragen Sie dann von Hand die Server, den Namen und das Passwort ein, die sie zeigt, und ihr Zertifikat.</translation>
    </message>
    <message>
        <source>Tuta offers neither IMAP nor SMTP, so that no other program can show its mail.</source>
        <translation>Tuta bietet weder IMAP noch SMTP, sodass kein anderes Programm seine Mail zeigen kann.</translation>
    </message>
    <message>
        <source>{title} opens no mailbox.</source>
        <translation>{title} öffnet kein Postfach.</translation>
    </message>
    <message>
        <source>Use a password.</source>
        <translation>Verwenden Sie ein Passwort.</translation>
    </message>
    <message>
        <source>imaps://user@imap.example.com:993 or imap+starttls://user@imap.example.com:143</source>
        <translation>imaps://user@imap.example.com:993 oder imap+starttls://user@imap.example.com:143</translation>
    </message>
    <message>
        <source>smtps://user@smtp.example.com:465 or smtp+starttls://user@smtp.example.com:587</source>
        <translation>smtps://user@smtp.example.com:465 oder smtp+starttls://user@smtp.example.com:587</translation>
    </message>
    <message>
        <source>“{shown}” is no e-mail address.</source>
        <translation>„{shown}“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>The e-mail address is missing.</source>
        <translation>Die E-Mail-Adresse fehlt.</translation>
    </message>
    <message>
        <source>A mailbox can have {most_aliases} aliases at most.</source>
        <translation>Ein Postfach kann höchstens {most_aliases} Alias-Adressen haben.</translation>
    </message>
    <message>
        <source>A name has {longest_name} letters at most.</source>
        <translation>Ein Name hat höchstens {longest_name} Zeichen.</translation>
    </message>
    <message>
        <source>A daily limit is a number from 1 to {largest_cap}.</source>
        <translation>Ein Tageslimit ist eine Zahl von 1 bis {largest_cap}.</translation>
    </message>
    <message>
        <source>To send nothing for a while, pause the mailbox.</source>
        <translation>Um eine Weile nichts zu senden, pausieren Sie das Postfach.</translation>
    </message>
    <message>
        <source>Mail can be kept from 1 day on.</source>
        <translation>Mail kann ab 1 Tag aufbewahrt werden.</translation>
    </message>
    <message>
        <source>Or choose everything.</source>
        <translation>Oder wählen Sie alles.</translation>
    </message>
    <message>
        <source>{port} is no port of a mail server.</source>
        <translation>{port} ist kein Port eines Mailservers.</translation>
    </message>
    <message>
        <source>The usual one here is {default_ports}.</source>
        <translation>Der übliche ist hier {default_ports}.</translation>
    </message>
    <message>
        <source>{host} has to be reached over TLS.</source>
        <translation>{host} muss über TLS erreicht werden.</translation>
    </message>
    <message>
        <source>Without it everybody on the way could read your password. Choose TLS or STARTTLS; only a server on this very computer may do without.</source>
        <translation>Ohne sie könnte jeder unterwegs Ihr Passwort lesen. Wählen Sie TLS oder STARTTLS; nur ein Server auf diesem Computer kommt ohne aus.</translation>
    </message>
    <message>
        <source>The user name for {host} is missing.</source>
        <translation>Der Benutzername für {host} fehlt.</translation>
    </message>
    <message>
        <source>The user name for {host} cannot be right.</source>
        <translation>Der Benutzername für {host} kann nicht stimmen.</translation>
    </message>
    <message>
        <source>It is often the e-mail address.</source>
        <translation>Oft ist es die E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>“{host}” is no name of a server.</source>
        <translation>„{host}“ ist kein Name eines Servers.</translation>
    </message>
    <message>
        <source>The server&apos;s name is missing.</source>
        <translation>Der Name des Servers fehlt.</translation>
    </message>
    <message>
        <source>It looks like imap.company.example.</source>
        <translation>Er sieht aus wie imap.company.example.</translation>
    </message>
    <message>
        <source>“{shown}” is no address of a mail server.</source>
        <translation>„{shown}“ ist keine Adresse eines Mailservers.</translation>
    </message>
    <message>
        <source>It looks like {examples}.</source>
        <translation>Sie sieht aus wie {examples}.</translation>
    </message>
    <message>
        <source>“{scheme}” is for {known}, and {protocol} was asked for.</source>
        <translation>„{scheme}“ ist für {known}, und gefragt war {protocol}.</translation>
    </message>
    <message>
        <source>Nothing follows the server&apos;s name in “{shown}”.</source>
        <translation>In „{shown}“ folgt nichts auf den Namen des Servers.</translation>
    </message>
    <message>
        <source>A password does not belong into the server&apos;s address.</source>
        <translation>Ein Passwort gehört nicht in die Adresse des Servers.</translation>
    </message>
    <message>
        <source>Give it as the first line of the input. A colon in a user name is written %3A.</source>
        <translation>Geben Sie es als erste Zeile der Eingabe. Ein Doppelpunkt im Benutzernamen wird %3A geschrieben.</translation>
    </message>
    <message>
        <source>The port in “{shown}” is no number.</source>
        <translation>Der Port in „{shown}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>{who} cancelled this meeting.</source>
        <translation>{who} hat diesen Termin abgesagt.</translation>
    </message>
    <message>
        <source>{who} gave this meeting a time.</source>
        <translation>{who} hat diesem Termin eine Zeit gegeben.</translation>
    </message>
    <message>
        <source>{who} moved this meeting from {day}, {time}.</source>
        <translation>{who} hat diesen Termin verschoben, er war am {day}, {time}.</translation>
    </message>
    <message>
        <source>Meeting</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>{name} on {value}</source>
        <translation>{name} auf {value}</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>Whether a language model is asked at all.</source>
        <translation>Ob überhaupt ein Sprachmodell gefragt wird.</translation>
    </message>
    <message>
        <source>true, false</source>
        <translation>true, false</translation>
    </message>
    <message>
        <source>Where it is: the address of an OpenAI-compatible endpoint.</source>
        <translation>Wo es ist: die Adresse eines OpenAI-kompatiblen Endpunkts.</translation>
    </message>
    <message>
        <source>https://HOST/v1, or http://127.0.0.1:PORT/v1 on this computer</source>
        <translation>https://HOST/v1, oder http://127.0.0.1:PORT/v1 auf diesem Computer</translation>
    </message>
    <message>
        <source>The name of the model there.</source>
        <translation>Der Name des Modells dort.</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <source>What it does in place of the built-in reader.</source>
        <translation>Was es anstelle des eingebauten Lesers tut.</translation>
    </message>
    <message>
        <source>, none</source>
        <translation>, none</translation>
    </message>
    <message>
        <source>What becomes of the built-in reader&apos;s own findings.</source>
        <translation>Was aus den Funden des eingebauten Lesers wird.</translation>
    </message>
    <message>
        <source>replace, add</source>
        <translation>replace, add</translation>
    </message>
    <message>
        <source>Tokens that a month may use; 0 for no limit.</source>
        <translation>Tokens, die ein Monat verbrauchen darf; 0 für keine Grenze.</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>What a month may cost, by the prices below; 0 for no limit.</source>
        <translation>Was ein Monat kosten darf, nach den Preisen unten; 0 für keine Grenze.</translation>
    </message>
    <message>
        <source>Price of a million tokens that are sent.</source>
        <translation>Preis einer Million Tokens, die gesendet werden.</translation>
    </message>
    <message>
        <source>Price of a million tokens that come.</source>
        <translation>Preis einer Million Tokens, die kommen.</translation>
    </message>
    <message>
        <source>Write drafts for new mail from hot leads.</source>
        <translation>Entwürfe für neue Mail von heißen Leads schreiben.</translation>
    </message>
    <message>
        <source>Hide insights less sure than this.</source>
        <translation>Erkenntnisse ausblenden, die weniger sicher sind.</translation>
    </message>
    <message>
        <source>0 to 1, or 60%</source>
        <translation>0 bis 1, oder 60%</translation>
    </message>
    <message>
        <source>There is no setting “{name}”.</source>
        <translation>Es gibt keine Einstellung „{name}“.</translation>
    </message>
    <message>
        <source>“outpost settings list” shows all of them.</source>
        <translation>„outpost settings list“ zeigt sie alle.</translation>
    </message>
    <message>
        <source>“{typed}” is not possible for {name}.</source>
        <translation>„{typed}“ ist für {name} nicht möglich.</translation>
    </message>
    <message>
        <source>Possible: {possible}.</source>
        <translation>Möglich: {possible}.</translation>
    </message>
    <message>
        <source>and {more} more</source>
        <translation>und {more} weitere</translation>
    </message>
    <message>
        <source>{count} actions are due</source>
        <translation>{count} Aufgaben sind fällig</translation>
    </message>
    <message>
        <source>action has</source>
        <translation>Aufgabe ist</translation>
    </message>
    <message>
        <source>actions have</source>
        <translation>Aufgaben sind</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>{old} {noun} been due for more than a day.</source>
        <translation>{old} {noun} seit mehr als einem Tag fällig.</translation>
    </message>
    <message>
        <source>Signing in with “{provider_id}” is not set up here.</source>
        <translation>Die Anmeldung mit „{provider_id}“ ist hier nicht eingerichtet.</translation>
    </message>
    <message>
        <source>It needs a client id in the settings, for example oauth.google.client_id.</source>
        <translation>Sie braucht eine Client-ID in den Einstellungen, zum Beispiel oauth.google.client_id.</translation>
    </message>
    <message>
        <source>There is no time zone “{name}”.</source>
        <translation>Es gibt keine Zeitzone „{name}“.</translation>
    </message>
    <message>
        <source>They are written like Europe/Berlin.</source>
        <translation>Sie werden wie Europe/Berlin geschrieben.</translation>
    </message>
    <message>
        <source>The lead</source>
        <translation>Der Lead</translation>
    </message>
    <message>
        <source>{who} wants no mail any more.</source>
        <translation>{who} möchte keine Mail mehr.</translation>
    </message>
    <message>
        <source>An earlier mail came back as undeliverable.</source>
        <translation>Eine frühere Mail kam als unzustellbar zurück.</translation>
    </message>
    <message>
        <source>They</source>
        <translation>Die Gegenseite</translation>
    </message>
    <message>
        <source>{who} was deleted meanwhile.</source>
        <translation>{who} wurde inzwischen gelöscht.</translation>
    </message>
    <message>
        <source>{who} is without a status now.</source>
        <translation>{who} ist jetzt ohne Status.</translation>
    </message>
    <message>
        <source>{who} is {status} now.</source>
        <translation>{who} ist jetzt {status}.</translation>
    </message>
    <message>
        <source>{who} wrote meanwhile.</source>
        <translation>{who} hat inzwischen geschrieben.</translation>
    </message>
    <message>
        <source>{who} wrote on {day} at {time}.</source>
        <translation>{who} hat am {day} um {time} geschrieben.</translation>
    </message>
    <message>
        <source>It was to go out {span} ago, and this computer could not send it then.</source>
        <translation>Sie ist {span} überfällig: Dieser Computer konnte sie zu ihrer Zeit nicht senden.</translation>
    </message>
    <message>
        <source>This afternoon</source>
        <translation>Heute Nachmittag</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Morgen früh</translation>
    </message>
    <message>
        <source>Tomorrow afternoon</source>
        <translation>Morgen Nachmittag</translation>
    </message>
    <message>
        <source>Monday morning</source>
        <translation>Montag früh</translation>
    </message>
    <message>
        <source>That name is too long.</source>
        <translation>Dieser Name ist zu lang.</translation>
    </message>
    <message>
        <source>It may have {longest_name} characters.</source>
        <translation>Er darf {longest_name} Zeichen haben.</translation>
    </message>
    <message>
        <source>There is no time zone of that name.</source>
        <translation>Es gibt keine Zeitzone dieses Namens.</translation>
    </message>
    <message>
        <source>It looks like Europe/Berlin or America/New_York.</source>
        <translation>Sie sieht aus wie Europe/Berlin oder America/New_York.</translation>
    </message>
    <message>
        <source>That signature is too long.</source>
        <translation>Diese Signatur ist zu lang.</translation>
    </message>
    <message>
        <source>It may have {longest_signature} characters.</source>
        <translation>Sie darf {longest_signature} Zeichen haben.</translation>
    </message>
    <message>
        <source>That picture cannot be used.</source>
        <translation>Dieses Bild kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>An https: address is possible, or a PNG or JPEG of up to 64 KB.</source>
        <translation>Möglich ist eine https:-Adresse, oder ein PNG oder JPEG bis 64 KB.</translation>
    </message>
    <message>
        <source>All leads</source>
        <translation>Alle Leads</translation>
    </message>
    <message>
        <source>Hot, no reply</source>
        <translation>Heiß, ohne Antwort</translation>
    </message>
    <message>
        <source>Follow up this week</source>
        <translation>Diese Woche nachfassen</translation>
    </message>
    <message>
        <source>AI drafts ready</source>
        <translation>KI-Entwürfe fertig</translation>
    </message>
    <message>
        <source>Over 500 people</source>
        <translation>Über 500 Personen</translation>
    </message>
    <message>
        <source>Gone quiet</source>
        <translation>Still geworden</translation>
    </message>
    <message>
        <source>A view needs a name.</source>
        <translation>Eine Ansicht braucht einen Namen.</translation>
    </message>
    <message>
        <source>Say what its leads have in common.</source>
        <translation>Sagen Sie, was ihre Leads gemeinsam haben.</translation>
    </message>
    <message>
        <source>A view&apos;s name has at most {longest_name} characters.</source>
        <translation>Der Name einer Ansicht hat höchstens {longest_name} Zeichen.</translation>
    </message>
    <message>
        <source>This view cannot be read.</source>
        <translation>Diese Ansicht kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>A newer Outpost may have saved it. It stays as it is until you save over it.</source>
        <translation>Vielleicht hat ein neueres Outpost sie gespeichert. Sie bleibt, wie sie ist, bis Sie darüber speichern.</translation>
    </message>
    <message>
        <source>It has no subject.</source>
        <translation>Der Betreff fehlt.</translation>
    </message>
    <message>
        <source>It says “{match}”, and nothing is attached.</source>
        <translation>Darin steht „{match}“, und nichts ist angehängt.</translation>
    </message>
    <message numerus="yes">
        <source>{fields} have no value yet.</source>
        <comment>{fields} has no value yet.</comment>
        <translation>
            <numerusform>{fields} hat noch keinen Wert.</numerusform>
            <numerusform>{fields} haben noch keinen Wert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write something in their place; the draft is kept.</source>
        <comment>Write something in its place; the draft is kept.</comment>
        <translation>
            <numerusform>Schreiben Sie etwas an seine Stelle; der Entwurf bleibt.</numerusform>
            <numerusform>Schreiben Sie etwas an ihre Stelle; der Entwurf bleibt.</numerusform>
        </translation>
    </message>
    <message>
        <source>not there any more</source>
        <translation>nicht mehr da</translation>
    </message>
    <message>
        <source>in a sequence already</source>
        <translation>schon in einer Sequenz</translation>
    </message>
    <message>
        <source>wanting no mail</source>
        <translation>will keine Mails</translation>
    </message>
    <message>
        <source>without an address that works</source>
        <translation>ohne eine Adresse, die funktioniert</translation>
    </message>
    <message>
        <source>The lead is not there any more.</source>
        <translation>Der Lead ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The lead wants no mail.</source>
        <translation>Der Lead will keine Mails.</translation>
    </message>
    <message>
        <source>They answered.</source>
        <translation>Es kam eine Antwort.</translation>
    </message>
    <message>
        <source>A meeting was made.</source>
        <translation>Ein Termin wurde vereinbart.</translation>
    </message>
    <message>
        <source>Mail to them comes back.</source>
        <translation>Mail dorthin kommt zurück.</translation>
    </message>
    <message>
        <source>They were written to outside of the sequence.</source>
        <translation>Außerhalb der Sequenz wurde geschrieben.</translation>
    </message>
    <message>
        <source>The lead is cold.</source>
        <translation>Der Lead ist kalt.</translation>
    </message>
    <message>
        <source>They are away.</source>
        <translation>Der Lead ist abwesend.</translation>
    </message>
    <message>
        <source>A sequence needs a name.</source>
        <translation>Eine Sequenz braucht einen Namen.</translation>
    </message>
    <message>
        <source>This sequence has too many steps.</source>
        <translation>Diese Sequenz hat zu viele Schritte.</translation>
    </message>
    <message>
        <source>There is room for {most_steps} of them.</source>
        <translation>Es ist Platz für {most_steps}.</translation>
    </message>
    <message>
        <source>A step stands twice in this sequence.</source>
        <translation>Ein Schritt steht zweimal in dieser Sequenz.</translation>
    </message>
    <message>
        <source>Copy it as a step of its own.</source>
        <translation>Kopieren Sie ihn als eigenen Schritt.</translation>
    </message>
    <message>
        <source>Each step needs a name.</source>
        <translation>Jeder Schritt braucht einen Namen.</translation>
    </message>
    <message>
        <source>“{name}” is to be either a mail or an action.</source>
        <translation>„{name}“ soll entweder eine Mail oder eine Aufgabe sein.</translation>
    </message>
    <message>
        <source>Choose a template, or a type of action.</source>
        <translation>Wählen Sie eine Vorlage oder eine Art von Aufgabe.</translation>
    </message>
    <message>
        <source>“{name}” cannot wait {delay} days.</source>
        <translation>„{name}“ kann nicht {delay} Tage warten.</translation>
    </message>
    <message>
        <source>Possible are 0 to {longest_delay}.</source>
        <translation>Möglich sind 0 bis {longest_delay}.</translation>
    </message>
    <message>
        <source>The time of “{name}” ends before it begins.</source>
        <translation>Die Zeit von „{name}“ endet, bevor sie beginnt.</translation>
    </message>
    <message>
        <source>A time that ends at 00:00 goes on until midnight.</source>
        <translation>Eine Zeit, die um 00:00 endet, geht bis Mitternacht.</translation>
    </message>
    <message>
        <source>“{name}” has no day.</source>
        <translation>„{name}“ hat keinen Tag.</translation>
    </message>
    <message>
        <source>Choose at least one day of the week.</source>
        <translation>Wählen Sie mindestens einen Wochentag.</translation>
    </message>
    <message>
        <source>There is room for {longest_name} characters.</source>
        <translation>Es ist Platz für {longest_name} Zeichen.</translation>
    </message>
    <message>
        <source>This is no file of Outpost&apos;s settings.</source>
        <translation>Das ist keine Datei mit Einstellungen von Outpost.</translation>
    </message>
    <message>
        <source>“Export settings” writes one.</source>
        <translation>„Einstellungen exportieren“ schreibt eine.</translation>
    </message>
    <message>
        <source>This file is of a newer Outpost.</source>
        <translation>Diese Datei stammt von einem neueren Outpost.</translation>
    </message>
    <message>
        <source>Update Outpost here, then import it again.</source>
        <translation>Aktualisieren Sie Outpost hier, dann importieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>The columns of the table of leads are none.</source>
        <translation>Die Spalten der Tabelle der Leads sind keine.</translation>
    </message>
    <message>
        <source>A part of the file is no list of sizes.</source>
        <translation>Ein Teil der Datei ist keine Liste von Größen.</translation>
    </message>
    <message>
        <source>The size of the window is none.</source>
        <translation>Die Größe des Fensters ist keine.</translation>
    </message>
    <message>
        <source>A part of the file is no list of settings.</source>
        <translation>Ein Teil der Datei ist keine Liste von Einstellungen.</translation>
    </message>
    <message>
        <source>{shown}: kept elsewhere.</source>
        <translation>{shown}: wird anderswo aufbewahrt.</translation>
    </message>
    <message>
        <source>{shown}: not known here.</source>
        <translation>{shown}: hier nicht bekannt.</translation>
    </message>
    <message>
        <source>{shown}: stays as it is on this computer.</source>
        <translation>{shown}: bleibt auf diesem Computer, wie es ist.</translation>
    </message>
    <message>
        <source>{shown}: not a possible value.</source>
        <translation>{shown}: kein möglicher Wert.</translation>
    </message>
    <message>
        <source>{name}: another command has that key.</source>
        <translation>{name}: ein anderer Befehl hat diese Taste.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>“{value}” is not possible for {name}.</source>
        <translation>„{value}“ ist für {name} nicht möglich.</translation>
    </message>
    <message>
        <source>Possible: {least} to {most}.</source>
        <translation>Möglich: {least} bis {most}.</translation>
    </message>
    <message>
        <source>Possible: </source>
        <translation>Möglich: </translation>
    </message>
    <message>
        <source>Possible: on, off.</source>
        <translation>Möglich: on, off.</translation>
    </message>
    <message>
        <source>A whole number is expected.</source>
        <translation>Erwartet wird eine ganze Zahl.</translation>
    </message>
    <message>
        <source>A text is expected.</source>
        <translation>Ein Text wird erwartet.</translation>
    </message>
    <message>
        <source>That is not the address of a Postgres.</source>
        <translation>Das ist nicht die Adresse eines Postgres.</translation>
    </message>
    <message>
        <source>It looks like postgresql://user@host:5432/database.</source>
        <translation>Sie sieht aus wie postgresql://user@host:5432/database.</translation>
    </message>
    <message>
        <source>A password does not belong in the settings file.</source>
        <translation>Ein Passwort gehört nicht in die Datei der Einstellungen.</translation>
    </message>
    <message>
        <source>Leave it out of the address; Outpost asks for it and keeps it in the keyring.</source>
        <translation>Lassen Sie es in der Adresse weg; Outpost fragt danach und bewahrt es im Schlüsselbund auf.</translation>
    </message>
    <message>
        <source>Light or dark, or as the computer has it.</source>
        <translation>Hell oder dunkel, oder wie der Computer es hat.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>colours dark mode theme night</source>
        <translation>farben dunkel hell nacht design colours dark mode theme night</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The language of the window; it changes when Outpost starts anew.</source>
        <translation>Die Sprache des Fensters; sie ändert sich, wenn Outpost neu startet.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>How times are written.</source>
        <translation>Wie Uhrzeiten geschrieben werden.</translation>
    </message>
    <message>
        <source>How much room a row takes in a table that nobody set up otherwise.</source>
        <translation>Wie viel Platz eine Zeile in einer Tabelle hat, die niemand anders eingerichtet hat.</translation>
    </message>
    <message>
        <source>Row density</source>
        <translation>Zeilenhöhe</translation>
    </message>
    <message>
        <source>height table lines narrow</source>
        <translation>höhe tabelle zeilen height table lines narrow</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Eng</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Stronger text, and edges around all that is told by a colour; or as the computer has it.</source>
        <translation>Kräftigerer Text, und Ränder um alles, was eine Farbe sagt; oder wie beim Computer eingestellt.</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>high contrast readable eyes sight accessibility</source>
        <translation>hoher Kontrast lesbar Augen Sehen Barrierefreiheit</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>time hours am pm format</source>
        <translation>zeit uhrzeit stunden am pm format</translation>
    </message>
    <message>
        <source>As the language</source>
        <translation>Wie die Sprache</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>12 hours</source>
        <translation>12 Stunden</translation>
    </message>
    <message>
        <source>Roomy</source>
        <translation>Weit</translation>
    </message>
    <message>
        <source>Size of text in pixels.</source>
        <translation>Größe der Schrift in Pixeln.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>font letters larger smaller zoom</source>
        <translation>schrift buchstaben größer kleiner font letters larger smaller zoom</translation>
    </message>
    <message>
        <source>Nothing in the window glides or fades.</source>
        <translation>Nichts im Fenster gleitet oder blendet.</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>animation movement still</source>
        <translation>animation bewegung animation movement still</translation>
    </message>
    <message>
        <source>Keys without Ctrl or Alt, such as R and /. They never act while text is typed.</source>
        <translation>Tasten ohne Strg oder Alt, wie R und /. Sie wirken nie, während Text eingegeben wird.</translation>
    </message>
    <message>
        <source>Single letters act</source>
        <translation>Einzelne Buchstaben wirken</translation>
    </message>
    <message>
        <source>keys keyboard turn off speech</source>
        <translation>tasten tastatur abschalten keys keyboard turn off speech</translation>
    </message>
    <message>
        <source>Minutes without a key or a movement until the window locks; 0: never.</source>
        <translation>Minuten ohne eine Taste oder Bewegung, bis das Fenster sperrt; 0: nie.</translation>
    </message>
    <message>
        <source>Lock when nobody is here</source>
        <translation>Sperren, wenn niemand da ist</translation>
    </message>
    <message>
        <source>idle minutes screen</source>
        <translation>untätig minuten bildschirm idle minutes screen</translation>
    </message>
    <message>
        <source>How often a backup of everything is made by itself.</source>
        <translation>Wie oft von selbst eine Sicherung von allem gemacht wird.</translation>
    </message>
    <message>
        <source>Make backups</source>
        <translation>Sicherungen machen</translation>
    </message>
    <message>
        <source>copy safe automatic</source>
        <translation>kopie sicher automatisch copy safe automatic</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>Jede Woche</translation>
    </message>
    <message>
        <source>Where those backups are; empty: backups in the workspace. Better on another disk.</source>
        <translation>Wo diese Sicherungen sind; leer: Sicherungen im Arbeitsbereich. Besser auf einer anderen Festplatte.</translation>
    </message>
    <message>
        <source>Folder of backups</source>
        <translation>Ordner der Sicherungen</translation>
    </message>
    <message>
        <source>disk drive path directory</source>
        <translation>festplatte pfad ordner disk drive path directory</translation>
    </message>
    <message>
        <source>Of how many days the last backup is kept.</source>
        <translation>Von wie vielen Tagen die letzte Sicherung bleibt.</translation>
    </message>
    <message>
        <source>Daily backups kept</source>
        <translation>Aufbewahrte Tagessicherungen</translation>
    </message>
    <message>
        <source>days old delete</source>
        <translation>tage alt löschen days old delete</translation>
    </message>
    <message>
        <source>Of how many weeks the last backup is kept.</source>
        <translation>Von wie vielen Wochen die letzte Sicherung bleibt.</translation>
    </message>
    <message>
        <source>Weekly backups kept</source>
        <translation>Aufbewahrte Wochensicherungen</translation>
    </message>
    <message>
        <source>weeks old delete</source>
        <translation>wochen alt löschen weeks old delete</translation>
    </message>
    <message>
        <source>Look once a day whether there is a newer version. Nothing is sent but the question.</source>
        <translation>Einmal am Tag nachsehen, ob es eine neuere Version gibt. Gesendet wird nur die Frage.</translation>
    </message>
    <message>
        <source>Look for newer versions</source>
        <translation>Nach neueren Versionen sehen</translation>
    </message>
    <message>
        <source>update upgrade release new</source>
        <translation>aktualisieren neu Version update upgrade release new</translation>
    </message>
    <message>
        <source>Where newer versions are told; a team may have a mirror of its own (https).</source>
        <translation>Wo neuere Versionen stehen; ein Team kann einen eigenen Spiegel haben (https).</translation>
    </message>
    <message>
        <source>Those backups are sealed; without the passphrase none is made. “outpost db passphrase” sets both.</source>
        <translation>Diese Sicherungen sind versiegelt; ohne die Passphrase wird keine gemacht. „outpost db passphrase“ setzt beides.</translation>
    </message>
    <message>
        <source>Another Postgres to work in (14 or newer); empty: the one that comes with Outpost.</source>
        <translation>Ein anderes Postgres zum Arbeiten (14 oder neuer); leer: das mit Outpost gelieferte.</translation>
    </message>
    <message>
        <source>Sign in with Google: the client id of a desktop application registered there.</source>
        <translation>Anmelden mit Google: die Client-ID einer dort registrierten Desktop-Anwendung.</translation>
    </message>
    <message>
        <source>Sign in with Microsoft: the id of a public client application registered there.</source>
        <translation>Anmelden mit Microsoft: die Kennung einer dort registrierten öffentlichen Client-Anwendung.</translation>
    </message>
    <message>
        <source>Who may: common, organizations, consumers, or the id of one tenant.</source>
        <translation>Wer darf: common, organizations, consumers, oder die Kennung eines Mandanten.</translation>
    </message>
    <message>
        <source>Sign in with GitHub: the client id of an OAuth app registered there.</source>
        <translation>Anmelden mit GitHub: die Client-ID einer dort registrierten OAuth-App.</translation>
    </message>
    <message>
        <source>Sign in with another OpenID provider: its address (https).</source>
        <translation>Anmelden mit einem anderen OpenID-Anbieter: seine Adresse (https).</translation>
    </message>
    <message>
        <source>The client id of a public client registered there.</source>
        <translation>Die Client-ID eines dort registrierten öffentlichen Clients.</translation>
    </message>
    <message>
        <source>What its button says.</source>
        <translation>Was auf seinem Knopf steht.</translation>
    </message>
    <message>
        <source>What a web application on the same database calls it (providerId).</source>
        <translation>Wie eine Webanwendung auf derselben Datenbank ihn nennt (providerId).</translation>
    </message>
    <message>
        <source>How programs reach the database that comes with Outpost.</source>
        <translation>Wie Programme die Datenbank erreichen, die Outpost mitbringt.</translation>
    </message>
    <message>
        <source>Keys of “{title}” ({where}); none: it has no key.</source>
        <translation>Tasten von „{title}“ ({where}); none: es hat keine Taste.</translation>
    </message>
    <message>
        <source>{where} keys</source>
        <translation>{where} Tasten</translation>
    </message>
    <message>
        <source>AI provider</source>
        <translation>KI-Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Let the model read mail, too</source>
        <translation>Das Modell auch Mail lesen lassen</translation>
    </message>
    <message>
        <source>Monthly budget</source>
        <translation>Monatliches Budget</translation>
    </message>
    <message>
        <source>Write drafts for new mail from hot leads</source>
        <translation>Entwürfe für neue Mail von heißen Leads schreiben</translation>
    </message>
    <message>
        <source>Hide insights less sure than</source>
        <translation>Erkenntnisse ausblenden, die weniger sicher sind als</translation>
    </message>
    <message>
        <source>Your name, as other people see it.</source>
        <translation>Ihr Name, wie andere ihn sehen.</translation>
    </message>
    <message>
        <source>The time zone of every time on screen.</source>
        <translation>Die Zeitzone jeder Zeit auf dem Bildschirm.</translation>
    </message>
    <message>
        <source>From your sign-in to this computer on, mail comes and goes and backups are made, also while Outpost is closed.</source>
        <translation>Ab der Anmeldung an diesem Computer kommt und geht Post und entstehen Sicherungen, auch wenn Outpost geschlossen ist.</translation>
    </message>
    <message>
        <source>Work while Outpost is closed</source>
        <translation>Arbeiten, während Outpost geschlossen ist</translation>
    </message>
    <message>
        <source>autostart login start engine background boot</source>
        <translation>autostart anmeldung start hintergrund hochfahren systemstart</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>clock hours region</source>
        <translation>uhr stunden region clock hours region</translation>
    </message>
    <message>
        <source>a name such as Europe/Brussels</source>
        <translation>ein Name wie Europe/Brussels</translation>
    </message>
    <message>
        <source>What stands below your mail.</source>
        <translation>Was unter Ihrer Mail steht.</translation>
    </message>
    <message>
        <source>E-mail signature</source>
        <translation>E-Mail-Signatur</translation>
    </message>
    <message>
        <source>footer regards</source>
        <translation>fußzeile gruß footer regards</translation>
    </message>
    <message>
        <source>Tell on the desktop what becomes due. The list below the bell stays.</source>
        <translation>Auf dem Desktop sagen, was fällig wird. Die Liste unter der Glocke bleibt.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>desktop bell due tell remind</source>
        <translation>desktop glocke fällig desktop bell due tell remind</translation>
    </message>
    <message>
        <source>Seconds that a mail waits after Send, so that it can be taken back; 0 to 60.</source>
        <translation>Sekunden, die eine Mail nach „Senden“ wartet, damit sie zurückgenommen werden kann; 0 bis 60.</translation>
    </message>
    <message>
        <source>Time to undo sending</source>
        <translation>Zeit, das Senden zurückzunehmen</translation>
    </message>
    <message>
        <source>send delay recall take back</source>
        <translation>senden zurück send delay recall take back</translation>
    </message>
    <message>
        <source>Send at once</source>
        <translation>Sofort senden</translation>
    </message>
    <message>
        <source>5 seconds</source>
        <translation>5 Sekunden</translation>
    </message>
    <message>
        <source>10 seconds</source>
        <translation>10 Sekunden</translation>
    </message>
    <message>
        <source>20 seconds</source>
        <translation>20 Sekunden</translation>
    </message>
    <message>
        <source>30 seconds</source>
        <translation>30 Sekunden</translation>
    </message>
    <message>
        <source>A minute</source>
        <translation>Eine Minute</translation>
    </message>
    <message>
        <source>Read mail for what its author wants and feels.</source>
        <translation>Mail darauf lesen, was ihr Verfasser will und fühlt.</translation>
    </message>
    <message>
        <source>Read mail for insights</source>
        <translation>Mail auf Erkenntnisse lesen</translation>
    </message>
    <message>
        <source>queue off</source>
        <translation>warteschlange aus queue off</translation>
    </message>
    <message>
        <source>How passwords are stored: as the web application on this database does; auto: as those that stand.</source>
        <translation>Wie Passwörter abgelegt werden: wie die Webanwendung auf dieser Datenbank es tut; auto: wie die vorhandenen.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>Posteingang</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Postausgang</translation>
    </message>
    <message>
        <source>Leads</source>
        <translation>Leads</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Sequenzen</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>Dateien importieren</translation>
    </message>
    <message>
        <source>Import a folder of mail</source>
        <translation>Einen Ordner mit Mail importieren</translation>
    </message>
    <message>
        <source>Remove sample data</source>
        <translation>Beispieldaten entfernen</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search or jump to</source>
        <translation>Suchen oder springen zu</translation>
    </message>
    <message>
        <source>Search this screen</source>
        <translation>Auf diesem Bildschirm suchen</translation>
    </message>
    <message>
        <source>Look for new mail</source>
        <translation>Mail abrufen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Look for a newer version</source>
        <translation>Nach einer neueren Version sehen</translation>
    </message>
    <message>
        <source>New action</source>
        <translation>Neue Aufgabe</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorherige</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Erledigen</translation>
    </message>
    <message>
        <source>Complete and add the next</source>
        <translation>Erledigen und nächste hinzufügen</translation>
    </message>
    <message>
        <source>Start or stop</source>
        <translation>Starten oder stoppen</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Cancel action</source>
        <translation>Aufgabe absagen</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>High priority</source>
        <translation>Hohe Priorität</translation>
    </message>
    <message>
        <source>Medium priority</source>
        <translation>Mittlere Priorität</translation>
    </message>
    <message>
        <source>Low priority</source>
        <translation>Niedrige Priorität</translation>
    </message>
    <message>
        <source>Review and send</source>
        <translation>Prüfen und senden</translation>
    </message>
    <message>
        <source>Open conversation</source>
        <translation>Konversation öffnen</translation>
    </message>
    <message>
        <source>Save for a calendar</source>
        <translation>Für Kalender speichern</translation>
    </message>
    <message>
        <source>Send invitation</source>
        <translation>Einladung senden</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Ankreuzen</translation>
    </message>
    <message>
        <source>Check all</source>
        <translation>Alle ankreuzen</translation>
    </message>
    <message>
        <source>Check downwards</source>
        <translation>Nach unten ankreuzen</translation>
    </message>
    <message>
        <source>Check upwards</source>
        <translation>Nach oben ankreuzen</translation>
    </message>
    <message>
        <source>Action panel</source>
        <translation>Aufgabenbereich</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Mark as read or unread</source>
        <translation>Als gelesen/ungelesen markieren</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Flag or unflag</source>
        <translation>Kennzeichnung ein/aus</translation>
    </message>
    <message>
        <source>Show original</source>
        <translation>Original zeigen</translation>
    </message>
    <message>
        <source>Save message as</source>
        <translation>Nachricht speichern unter</translation>
    </message>
    <message>
        <source>Lead card</source>
        <translation>Lead-Karte</translation>
    </message>
    <message>
        <source>Make a lead</source>
        <translation>Lead anlegen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Reply to all</source>
        <translation>Allen antworten</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiterleiten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Später senden</translation>
    </message>
    <message>
        <source>Insert template</source>
        <translation>Vorlage einfügen</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>New mail</source>
        <translation>Neue Mail</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>It was delivered</source>
        <translation>Wurde zugestellt</translation>
    </message>
    <message>
        <source>Back to drafts</source>
        <translation>Zurück zu Entwürfen</translation>
    </message>
    <message>
        <source>Stop the merge</source>
        <translation>Serien-Mail stoppen</translation>
    </message>
    <message>
        <source>Change time</source>
        <translation>Zeit ändern</translation>
    </message>
    <message>
        <source>About this mail</source>
        <translation>Über diese Mail</translation>
    </message>
    <message>
        <source>Next lead</source>
        <translation>Nächster Lead</translation>
    </message>
    <message>
        <source>Previous lead</source>
        <translation>Vorheriger Lead</translation>
    </message>
    <message>
        <source>Add an action</source>
        <translation>Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>Add a meeting</source>
        <translation>Termin hinzufügen</translation>
    </message>
    <message>
        <source>Change status</source>
        <translation>Status ändern</translation>
    </message>
    <message>
        <source>Write to each from a template</source>
        <translation>Jedem nach Vorlage schreiben</translation>
    </message>
    <message>
        <source>Add to a sequence</source>
        <translation>Zu Sequenz hinzufügen</translation>
    </message>
    <message>
        <source>Move to the status on the right</source>
        <translation>In den Status rechts</translation>
    </message>
    <message>
        <source>Move to the status on the left</source>
        <translation>In den Status links</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>Board</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Manage fields</source>
        <translation>Felder verwalten</translation>
    </message>
    <message>
        <source>Merge checked</source>
        <translation>Angekreuzte zusammenführen</translation>
    </message>
    <message>
        <source>Find duplicates</source>
        <translation>Dubletten finden</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Edit the filter as text</source>
        <translation>Filter als Text bearbeiten</translation>
    </message>
    <message>
        <source>Save view</source>
        <translation>Ansicht speichern</translation>
    </message>
    <message>
        <source>Back to the view as saved</source>
        <translation>Zurück zur gespeicherten Ansicht</translation>
    </message>
    <message>
        <source>Email</source>
        <comment>to do</comment>
        <translation>Mail schreiben</translation>
    </message>
    <message>
        <source>Edit cell</source>
        <translation>Zelle bearbeiten</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Column menu</source>
        <translation>Spaltenmenü</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Insert field</source>
        <translation>Feld einfügen</translation>
    </message>
    <message>
        <source>Make a copy</source>
        <translation>Kopie anlegen</translation>
    </message>
    <message>
        <source>Earlier versions</source>
        <translation>Frühere Versionen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Next lead in the preview</source>
        <translation>Nächster Lead in der Vorschau</translation>
    </message>
    <message>
        <source>Previous lead in the preview</source>
        <translation>Vorheriger Lead in der Vorschau</translation>
    </message>
    <message>
        <source>Choose the lead of the preview</source>
        <translation>Lead der Vorschau wählen</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>Ordner importieren</translation>
    </message>
    <message>
        <source>Export to a folder</source>
        <translation>In Ordner exportieren</translation>
    </message>
    <message>
        <source>Days of your own</source>
        <translation>Eigener Zeitraum</translation>
    </message>
    <message>
        <source>Earlier days</source>
        <translation>Frühere Tage</translation>
    </message>
    <message>
        <source>Later days</source>
        <translation>Spätere Tage</translation>
    </message>
    <message>
        <source>Response time in working hours</source>
        <translation>Antwortzeit in Arbeitszeit</translation>
    </message>
    <message>
        <source>Working hours</source>
        <translation>Arbeitszeit</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save report of these days (PDF)</source>
        <translation>Bericht dieser Tage speichern (PDF)</translation>
    </message>
    <message>
        <source>New sequence</source>
        <translation>Neue Sequenz</translation>
    </message>
    <message>
        <source>Delete sequence</source>
        <translation>Sequenz löschen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Next in the list</source>
        <translation>Weiter in der Liste</translation>
    </message>
    <message>
        <source>Previous in the list</source>
        <translation>Zurück in der Liste</translation>
    </message>
    <message>
        <source>Add a mail step</source>
        <translation>Mail-Schritt hinzufügen</translation>
    </message>
    <message>
        <source>Add an action step</source>
        <translation>Aufgaben-Schritt hinzufügen</translation>
    </message>
    <message>
        <source>Move the step up</source>
        <translation>Schritt nach oben</translation>
    </message>
    <message>
        <source>Move the step down</source>
        <translation>Schritt nach unten</translation>
    </message>
    <message>
        <source>Delete the step</source>
        <translation>Schritt löschen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Skip the present step</source>
        <translation>Aktuellen Schritt überspringen</translation>
    </message>
    <message>
        <source>Stop for them</source>
        <translation>Für diese stoppen</translation>
    </message>
    <message>
        <source>Open lead</source>
        <translation>Lead öffnen</translation>
    </message>
    <message>
        <source>{words}, and stays so.</source>
        <translation>{words}, und bleibt so.</translation>
    </message>
    <message>
        <source>{wanted} is needed in lists and text.</source>
        <translation>{wanted} wird in Listen und Text gebraucht.</translation>
    </message>
    <message>
        <source>The keys of “{title}” cannot be changed.</source>
        <translation>Die Tasten von „{title}“ lassen sich nicht ändern.</translation>
    </message>
    <message>
        <source>They belong to the list itself.</source>
        <translation>Sie gehören zur Liste selbst.</translation>
    </message>
    <message>
        <source>Choose another key.</source>
        <translation>Eine andere Taste wählen.</translation>
    </message>
    <message>
        <source>Give that one another key first: {setting}.</source>
        <translation>Geben Sie jener erst eine andere Taste: {setting}.</translation>
    </message>
    <message>
        <source>“{key}” is no key.</source>
        <translation>„{key}“ ist keine Taste.</translation>
    </message>
    <message>
        <source>One looks like R, F5, Ctrl+E or Ctrl+Shift+Return.</source>
        <translation>Eine Taste sieht aus wie R, F5, Ctrl+E oder Ctrl+Shift+Return.</translation>
    </message>
    <message>
        <source>Later today</source>
        <translation>Später heute</translation>
    </message>
    <message>
        <source>This evening</source>
        <translation>Heute Abend</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>Freitag</translation>
    </message>
    <message>
        <source>Next week</source>
        <translation>Nächste Woche</translation>
    </message>
    <message>
        <source>In two weeks</source>
        <translation>In zwei Wochen</translation>
    </message>
    <message>
        <source>A snoozed conversation: it comes back when this is due.</source>
        <translation>Eine zurückgestellte Konversation: Sie kommt wieder, wenn dies fällig ist.</translation>
    </message>
    <message>
        <source>Step of a sequence: {said}</source>
        <translation>Schritt einer Sequenz: {said}</translation>
    </message>
    <message>
        <source>Step of a sequence</source>
        <translation>Schritt einer Sequenz</translation>
    </message>
    <message>
        <source>Made by a rule</source>
        <translation>Von einer Regel angelegt</translation>
    </message>
    <message>
        <source>step {value}</source>
        <translation>Schritt {value}</translation>
    </message>
    <message>
        <source>Reading the archive was interrupted.</source>
        <translation>Das Lesen des Archivs wurde unterbrochen.</translation>
    </message>
    <message>
        <source>What was brought in is kept; start the import again and it goes on.</source>
        <translation>Das Übernommene bleibt erhalten; den Import erneut starten, dann geht er weiter.</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>{path} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>Sie ist nicht da.</translation>
    </message>
    <message>
        <source>{target} stands there already, and is no backup.</source>
        <translation>{target} steht schon dort und ist keine Sicherung.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give another name.</source>
        <translation>Nichts wurde geändert. Einen anderen Namen angeben.</translation>
    </message>
    <message>
        <source>Copying the database…</source>
        <translation>Die Datenbank wird kopiert …</translation>
    </message>
    <message>
        <source>Copying files… {number} of {count}</source>
        <translation>Dateien werden kopiert … {number} von {count}</translation>
    </message>
    <message>
        <source>Reading the backup…</source>
        <translation>Die Sicherung wird gelesen …</translation>
    </message>
    <message>
        <source>Restoring the database…</source>
        <translation>Die Datenbank wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>Restoring it for a try…</source>
        <translation>Sie wird zur Probe wiederhergestellt …</translation>
    </message>
    <message>
        <source>Another backup is being restored or tried here.</source>
        <translation>Hier wird gerade eine andere Sicherung eingespielt oder geprüft.</translation>
    </message>
    <message>
        <source>Wait for its end.</source>
        <translation>Das Ende abwarten.</translation>
    </message>
    <message>
        <source>This backup was made by a newer Outpost.</source>
        <translation>Diese Sicherung stammt von einem neueren Outpost.</translation>
    </message>
    <message>
        <source>It has {foreign}, which this version ({outpost} made it) does not know. Nothing was changed; install the newer version.</source>
        <translation>Sie enthält {foreign}, was diese Version nicht kennt (angelegt von {outpost}). Nichts wurde geändert; die neuere Version installieren.</translation>
    </message>
    <message>
        <source>This workspace holds data: {people} people, {leads} leads, {messages} messages.</source>
        <translation>Dieser Arbeitsbereich enthält Daten: {people} Personen, {leads} Leads, {messages} Nachrichten.</translation>
    </message>
    <message>
        <source>Nothing was changed. With --replace the backup takes its place, and a copy of it is kept; or restore into another folder with --home.</source>
        <translation>Nichts wurde geändert. Mit --replace tritt die Sicherung an seine Stelle, und eine Kopie von ihm bleibt erhalten; oder mit --home in einen anderen Ordner einspielen.</translation>
    </message>
    <message>
        <source>This backup is not complete.</source>
        <translation>Diese Sicherung ist nicht vollständig.</translation>
    </message>
    <message>
        <source>Nothing was changed. Take another one.</source>
        <translation>Nichts wurde geändert. Eine andere nehmen.</translation>
    </message>
    <message>
        <source>The restored database is not what the backup says it is.</source>
        <translation>Die eingespielte Datenbank entspricht nicht den Angaben der Sicherung.</translation>
    </message>
    <message>
        <source>{wrong} has {found} rows instead of {counts}. Nothing was changed; take another backup.</source>
        <translation>{wrong} hat {found} Zeilen statt {counts}. Nichts wurde geändert; eine andere Sicherung nehmen.</translation>
    </message>
    <message>
        <source>Bringing it to this version…</source>
        <translation>Sie wird auf diese Version gebracht …</translation>
    </message>
    <message>
        <source>It cannot be read: {strerror}.</source>
        <translation>Sie kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>The backup {name} is not there any more.</source>
        <translation>Die Sicherung {name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{name} is sealed with another passphrase than the one that is kept.</source>
        <translation>{name} ist mit einer anderen Passphrase versiegelt als der, die aufbewahrt ist.</translation>
    </message>
    <message>
        <source>Try it with that one: outpost db verify FILE --passphrase.</source>
        <translation>Versuchen Sie es mit jener: outpost db verify FILE --passphrase.</translation>
    </message>
    <message>
        <source>It is tried again every hour.</source>
        <translation>Es wird jede Stunde neu versucht.</translation>
    </message>
    <message>
        <source>The backup could not be made</source>
        <translation>Die Sicherung konnte nicht gemacht werden</translation>
    </message>
    <message>
        <source>The folder of the backups, {folder}, is not there.</source>
        <translation>Der Ordner der Sicherungen, {folder}, ist nicht da.</translation>
    </message>
    <message>
        <source>Connect its disk, or choose another: outpost settings set backup.folder FOLDER.</source>
        <translation>Den Datenträger anschließen oder einen anderen wählen: outpost settings set backup.folder FOLDER.</translation>
    </message>
    <message>
        <source>The passphrase of the backups cannot be read from the keyring.</source>
        <translation>Die Passphrase der Sicherungen kann nicht aus dem Schlüsselbund gelesen werden.</translation>
    </message>
    <message>
        <source>Unlock the keyring, or set the passphrase anew in the settings.</source>
        <translation>Entsperren Sie den Schlüsselbund, oder setzen Sie die Passphrase in den Einstellungen neu.</translation>
    </message>
    <message>
        <source>{target} is not empty.</source>
        <translation>{target} ist nicht leer.</translation>
    </message>
    <message>
        <source>Nothing was written. Give a new folder.</source>
        <translation>Nichts wurde geschrieben. Einen neuen Ordner angeben.</translation>
    </message>
    <message>
        <source>“{address}” is not an e-mail address.</source>
        <translation>„{address}“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Nothing was imported; check --me.</source>
        <translation>Nichts wurde importiert; --me prüfen.</translation>
    </message>
    <message>
        <source>{done} of {total} messages</source>
        <translation>{done} von {total} Nachrichten</translation>
    </message>
    <message>
        <source>{done} messages</source>
        <translation>{done} Nachrichten</translation>
    </message>
    <message>
        <source>{words}, {broken} kept aside</source>
        <translation>{words}, {broken} beiseitegelegt</translation>
    </message>
    <message>
        <source>The plan of this import is gone.</source>
        <translation>Der Plan dieses Imports ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Open the file again.</source>
        <translation>Die Datei erneut öffnen.</translation>
    </message>
    <message>
        <source>Outpost was closed during this sign-in.</source>
        <translation>Outpost wurde während dieser Anmeldung geschlossen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Start it again.</source>
        <translation>Es wurde nichts geändert. Beginnen Sie neu.</translation>
    </message>
    <message>
        <source>Nobody came back from the browser.</source>
        <translation>Aus dem Browser kam niemand zurück.</translation>
    </message>
    <message>
        <source>Nothing was changed. Start it again when you want to.</source>
        <translation>Es wurde nichts geändert. Beginnen Sie neu, wann Sie möchten.</translation>
    </message>
    <message>
        <source>The log has the details.</source>
        <translation>Im Protokoll stehen die Einzelheiten.</translation>
    </message>
    <message>
        <source>This mailbox is not there any more.</source>
        <translation>Dieses Postfach gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing was checked.</source>
        <translation>Nichts wurde geprüft.</translation>
    </message>
    <message>
        <source>Waiting for the sign-in at {title}</source>
        <translation>Wartet auf die Anmeldung bei {title}</translation>
    </message>
    <message>
        <source>You signed in as {email}, and the mailbox is {address}.</source>
        <translation>Angemeldet wurde {email}, das Postfach ist aber {address}.</translation>
    </message>
    <message>
        <source>Choose {address} at {title}; or add {email}, and {address} as its alias.</source>
        <translation>Wählen Sie {address} bei {title}; oder fügen Sie {email} hinzu, und {address} als Alias.</translation>
    </message>
    <message>
        <source>{title} did not allow Outpost to come back without you.</source>
        <translation>{title} hat Outpost den Zugang ohne Sie nicht erlaubt.</translation>
    </message>
    <message>
        <source>Take Outpost away from the list of allowed programs there, and sign in again.</source>
        <translation>Outpost dort aus der Liste erlaubter Programme entfernen und erneut anmelden.</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>the server has no content for it</source>
        <translation>der Server hat keinen Inhalt dazu</translation>
    </message>
    <message>
        <source>it cannot be read as a message</source>
        <translation>sie ist nicht als Nachricht lesbar</translation>
    </message>
    <message>
        <source>Reading messages was interrupted.</source>
        <translation>Das Lesen der Nachrichten wurde unterbrochen.</translation>
    </message>
    <message>
        <source>What was brought in is kept, and the rest is fetched again.</source>
        <translation>Das Übernommene bleibt erhalten, der Rest wird erneut abgerufen.</translation>
    </message>
    <message>
        <source>The mail could not be brought in.</source>
        <translation>Die Mail konnte nicht übernommen werden.</translation>
    </message>
    <message>
        <source>It is tried again.</source>
        <translation>Es wird erneut versucht.</translation>
    </message>
    <message>
        <source>It was removed meanwhile.</source>
        <translation>Es wurde inzwischen entfernt.</translation>
    </message>
    <message>
        <source>What had come in by then is kept.</source>
        <translation>Was bis dahin ankam, bleibt erhalten.</translation>
    </message>
    <message>
        <source>No mailbox is connected yet.</source>
        <translation>Noch ist kein Postfach verbunden.</translation>
    </message>
    <message>
        <source>Add one in Settings.</source>
        <translation>In den Einstellungen eines hinzufügen.</translation>
    </message>
    <message>
        <source>This mail merge is not there any more.</source>
        <translation>Diese Serien-Mail gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{done} of {total} mails</source>
        <translation>{done} von {total} Mails</translation>
    </message>
    <message numerus="yes">
        <source>{n} mails of “{name}” in the outbox</source>
        <comment>{n} mail of “{name}” in the outbox</comment>
        <translation>
            <numerusform>{n} Mail von „{name}“ im Postausgang</numerusform>
            <numerusform>{n} Mails von „{name}“ im Postausgang</numerusform>
        </translation>
    </message>
    <message>
        <source>A template has no files.</source>
        <translation>Eine Vorlage hat keine Dateien.</translation>
    </message>
    <message>
        <source>No language model is set up.</source>
        <translation>Es ist kein Sprachmodell eingerichtet.</translation>
    </message>
    <message>
        <source>Settings has what one needs.</source>
        <translation>Alles Nötige steht in den Einstellungen.</translation>
    </message>
    <message>
        <source>Nothing was sent to {host} yet.</source>
        <translation>Noch wurde nichts an {host} gesendet.</translation>
    </message>
    <message>
        <source>Look at what would leave this computer, and agree to it, first.</source>
        <translation>Zuerst ansehen, was diesen Computer verlassen würde, und zustimmen.</translation>
    </message>
    <message>
        <source>This account was removed a moment ago.</source>
        <translation>Dieses Konto wurde gerade entfernt.</translation>
    </message>
    <message>
        <source>Somebody else here signs in with that {title} account.</source>
        <translation>Hier meldet sich schon jemand anders mit diesem {title}-Konto an.</translation>
    </message>
    <message>
        <source>Nothing was changed. Choose another account, or sign in as them.</source>
        <translation>Nichts wurde geändert. Ein anderes Konto wählen oder sich als diese Person anmelden.</translation>
    </message>
    <message>
        <source>That {title} account is not the one of {value}.</source>
        <translation>Dieses {title}-Konto ist nicht das von {value}.</translation>
    </message>
    <message>
        <source>Outpost stays locked. To come in as somebody else, sign out first.</source>
        <translation>Outpost bleibt gesperrt. Um als jemand anders hereinzukommen, zuerst abmelden.</translation>
    </message>
    <message>
        <source>{title} did not say which e-mail address is yours.</source>
        <translation>{title} hat nicht mitgeteilt, welche E-Mail-Adresse Ihre ist.</translation>
    </message>
    <message>
        <source>Add one there and show it to Outpost, or sign in with a password and connect {title} in Settings.</source>
        <translation>Dort eine hinzufügen und für Outpost freigeben, oder mit Passwort anmelden und {title} in den Einstellungen verbinden.</translation>
    </message>
    <message>
        <source>Somebody here has this address already.</source>
        <translation>Jemand hier hat diese Adresse schon.</translation>
    </message>
    <message>
        <source>Sign in with the password, then connect {title} in Settings.</source>
        <translation>Mit dem Passwort anmelden, dann {title} in den Einstellungen verbinden.</translation>
    </message>
    <message>
        <source>Samples cannot be fewer than none.</source>
        <translation>Weniger als keine Beispieldaten gibt es nicht.</translation>
    </message>
    <message>
        <source>Ask for 0 or more of each.</source>
        <translation>Jeweils 0 oder mehr angeben.</translation>
    </message>
    <message>
        <source>{done} of {total} rows removed</source>
        <translation>{done} von {total} Zeilen entfernt</translation>
    </message>
    <message>
        <source>{done} of {total} rows invented</source>
        <translation>{done} von {total} Zeilen erfunden</translation>
    </message>
    <message>
        <source>There is nobody to make samples for.</source>
        <translation>Es gibt niemanden, für den Beispieldaten wären.</translation>
    </message>
    <message>
        <source>Make an account first.</source>
        <translation>Zuerst ein Konto anlegen.</translation>
    </message>
    <message>
        <source>Something went wrong inside Outpost.</source>
        <translation>In Outpost ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Try it again.</source>
        <translation>Erneut versuchen.</translation>
    </message>
    <message>
        <source>This was broken off again and again.</source>
        <translation>Dies wurde immer wieder abgebrochen.</translation>
    </message>
    <message>
        <source>Ask for it once more.</source>
        <translation>Noch einmal anfordern.</translation>
    </message>
    <message>
        <source>Another message has come meanwhile.</source>
        <translation>Inzwischen ist eine weitere Nachricht gekommen.</translation>
    </message>
    <message>
        <source>Ask again to have it in view.</source>
        <translation>Erneut anfordern, um sie einzubeziehen.</translation>
    </message>
    <message>
        <source>{words} gave no answer that makes sense.</source>
        <translation>{words} gab keine sinnvolle Antwort.</translation>
    </message>
    <message>
        <source>Try again, or choose another model.</source>
        <translation>Erneut versuchen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
        <source>The answer went on and on, and was cut.</source>
        <translation>Die Antwort nahm kein Ende und wurde gekürzt.</translation>
    </message>
    <message>
        <source>Look at its end.</source>
        <translation>Das Ende ansehen.</translation>
    </message>
    <message>
        <source>A language model is needed for this.</source>
        <translation>Dafür ist ein Sprachmodell nötig.</translation>
    </message>
    <message>
        <source>Set one up in Settings: one on this computer, or a service.</source>
        <translation>In den Einstellungen eines einrichten: auf diesem Computer oder als Dienst.</translation>
    </message>
    <message>
        <source>this message</source>
        <translation>diese Nachricht</translation>
    </message>
    <message>
        <source>a new mail to this lead</source>
        <translation>eine neue Mail an diesen Lead</translation>
    </message>
    <message>
        <source>No template fits {what}.</source>
        <translation>Keine Vorlage passt auf {what}.</translation>
    </message>
    <message>
        <source>Give one of yours the category “{category}”, or set up a language model in Settings.</source>
        <translation>Geben Sie einer von Ihren die Kategorie „{category}“, oder richten Sie in den Einstellungen ein Sprachmodell ein.</translation>
    </message>
    <message>
        <source>{missing} has no value for this lead.</source>
        <translation>{missing} hat bei diesem Lead keinen Wert.</translation>
    </message>
    <message>
        <source>{missing} have no value for this lead.</source>
        <translation>{missing} haben bei diesem Lead keinen Wert.</translation>
    </message>
    <message>
        <source>A language model is needed to summarise this.</source>
        <translation>Zum Zusammenfassen wird ein Sprachmodell gebraucht.</translation>
    </message>
    <message>
        <source>Fill the gap.</source>
        <translation>Die Lücke füllen.</translation>
    </message>
    <message>
        <source>There is no such rule.</source>
        <translation>Diese Regel gibt es nicht.</translation>
    </message>
    <message>
        <source>Rule turned on</source>
        <translation>Regel eingeschaltet</translation>
    </message>
    <message>
        <source>Rule turned off</source>
        <translation>Regel ausgeschaltet</translation>
    </message>
    <message>
        <source>The rule cannot wait so long.</source>
        <translation>So lange kann die Regel nicht warten.</translation>
    </message>
    <message>
        <source>From 1 to {most}, please.</source>
        <translation>Bitte von 1 bis {most}.</translation>
    </message>
    <message>
        <source>Rule is as at first</source>
        <translation>Regel ist wie am Anfang</translation>
    </message>
    <message>
        <source>Rule acts after {span}</source>
        <translation>Die Regel handelt nach {span}</translation>
    </message>
    <message>
        <source>“{typed}” is no time.</source>
        <translation>„{typed}“ ist keine Zeit.</translation>
    </message>
    <message>
        <source>Write it like tomorrow 9:00, friday, or 2026-06-17 14:30.</source>
        <translation>Zum Beispiel morgen 9:00, Freitag oder 17.06.2026 14:30.</translation>
    </message>
    <message>
        <source>No lead has the address {wanted}.</source>
        <translation>Kein Lead hat die Adresse {wanted}.</translation>
    </message>
    <message>
        <source>See: outpost leads list</source>
        <translation>Siehe: outpost leads list</translation>
    </message>
    <message>
        <source>{type} added</source>
        <translation>{type} hinzugefügt</translation>
    </message>
    <message>
        <source>This message proposes no meeting.</source>
        <translation>Diese Nachricht schlägt keinen Termin vor.</translation>
    </message>
    <message>
        <source>Add it with New action, and a time.</source>
        <translation>Mit „Neue Aufgabe“ und einer Zeit hinzufügen.</translation>
    </message>
    <message>
        <source>This meeting is in Today already.</source>
        <translation>Dieser Termin steht schon in Heute.</translation>
    </message>
    <message>
        <source>Nothing was added.</source>
        <translation>Nichts wurde hinzugefügt.</translation>
    </message>
    <message>
        <source>Meeting added</source>
        <translation>Termin hinzugefügt</translation>
    </message>
    <message>
        <source>An action cannot be snoozed until then.</source>
        <translation>Bis dahin lässt sich eine Aufgabe nicht zurückstellen.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come, within five years.</source>
        <translation>Eine künftige Zeit innerhalb von fünf Jahren wählen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} actions snoozed until {when}</source>
        <comment>Action snoozed until {when}</comment>
        <translation>
            <numerusform>Aufgabe zurückgestellt bis {when}</numerusform>
            <numerusform>{n} Aufgaben zurückgestellt bis {when}</numerusform>
        </translation>
    </message>
    <message>
        <source>Done; {type} added</source>
        <translation>Erledigt; {type} hinzugefügt</translation>
    </message>
    <message>
        <source>{type} changed</source>
        <translation>{type} geändert</translation>
    </message>
    <message>
        <source>This action is not there any more.</source>
        <translation>Diese Aufgabe gibt es nicht mehr.</translation>
    </message>
    <message numerus="yes">
        <source>{n} actions done</source>
        <comment>Action done</comment>
        <translation>
            <numerusform>Aufgabe erledigt</numerusform>
            <numerusform>{n} Aufgaben erledigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions started</source>
        <comment>Action started</comment>
        <translation>
            <numerusform>Aufgabe begonnen</numerusform>
            <numerusform>{n} Aufgaben begonnen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions not started</source>
        <comment>Action not started</comment>
        <translation>
            <numerusform>Aufgabe nicht begonnen</numerusform>
            <numerusform>{n} Aufgaben nicht begonnen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions open again</source>
        <comment>Action open again</comment>
        <translation>
            <numerusform>Aufgabe wieder offen</numerusform>
            <numerusform>{n} Aufgaben wieder offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions cancelled</source>
        <comment>Action cancelled</comment>
        <translation>
            <numerusform>Aufgabe abgesagt</numerusform>
            <numerusform>{n} Aufgaben abgesagt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions set to high priority</source>
        <comment>Action set to high priority</comment>
        <translation>
            <numerusform>Aufgabe auf hohe Priorität gesetzt</numerusform>
            <numerusform>{n} Aufgaben auf hohe Priorität gesetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions set to low priority</source>
        <comment>Action set to low priority</comment>
        <translation>
            <numerusform>Aufgabe auf niedrige Priorität gesetzt</numerusform>
            <numerusform>{n} Aufgaben auf niedrige Priorität gesetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} actions set to medium priority</source>
        <comment>Action set to medium priority</comment>
        <translation>
            <numerusform>Aufgabe auf mittlere Priorität gesetzt</numerusform>
            <numerusform>{n} Aufgaben auf mittlere Priorität gesetzt</numerusform>
        </translation>
    </message>
    <message>
        <source>No lead is called “{typed}”.</source>
        <translation>Kein Lead heißt „{typed}“.</translation>
    </message>
    <message>
        <source>Type the beginning of a name, a company or an address.</source>
        <translation>Den Anfang eines Namens, einer Firma oder einer Adresse eingeben.</translation>
    </message>
    <message>
        <source>Several leads are called “{typed}”.</source>
        <translation>Mehrere Leads heißen „{typed}“.</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>Einen aus der Liste wählen.</translation>
    </message>
    <message>
        <source>The files could not be saved in {folder}.</source>
        <translation>Die Dateien konnten nicht in {folder} gespeichert werden.</translation>
    </message>
    <message>
        <source>{value}. What was kept aside is safe.</source>
        <translation>{value}. Was beiseitegelegt wurde, ist sicher.</translation>
    </message>
    <message numerus="yes">
        <source>{n} marked as read</source>
        <comment>Marked as read</comment>
        <translation>
            <numerusform>Als gelesen markiert</numerusform>
            <numerusform>{n} als gelesen markiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} marked as unread</source>
        <comment>Marked as unread</comment>
        <translation>
            <numerusform>Als ungelesen markiert</numerusform>
            <numerusform>{n} als ungelesen markiert</numerusform>
        </translation>
    </message>
    <message>
        <source>Already read</source>
        <translation>Schon gelesen</translation>
    </message>
    <message>
        <source>Already unread</source>
        <translation>Schon ungelesen</translation>
    </message>
    <message>
        <source>Already archived</source>
        <translation>Schon archiviert</translation>
    </message>
    <message>
        <source>Already restored</source>
        <translation>Schon zurückgeholt</translation>
    </message>
    <message>
        <source>A conversation cannot be snoozed until then.</source>
        <translation>Bis dahin lässt sich eine Konversation nicht zurückstellen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations snoozed until {when}</source>
        <comment>Snoozed until {when}</comment>
        <translation>
            <numerusform>Zurückgestellt bis {when}</numerusform>
            <numerusform>{n} Konversationen zurückgestellt bis {when}</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to snooze</source>
        <translation>Nichts zurückzustellen</translation>
    </message>
    <message>
        <source>Not snoozed</source>
        <translation>Nicht zurückgestellt</translation>
    </message>
    <message>
        <source>Already flagged</source>
        <translation>Schon gekennzeichnet</translation>
    </message>
    <message>
        <source>Already unflagged</source>
        <translation>Schon ohne Kennzeichnung</translation>
    </message>
    <message>
        <source>Pictures from {address} are shown from now on</source>
        <translation>Bilder von {address} werden ab jetzt gezeigt</translation>
    </message>
    <message>
        <source>Pictures from {address} are blocked from now on</source>
        <translation>Bilder von {address} werden ab jetzt nicht geladen</translation>
    </message>
    <message>
        <source>Write it like tomorrow 9, next week, friday 14:30 or 19 June.</source>
        <translation>Zum Beispiel morgen 9 Uhr, nächste Woche, Freitag 14:30 oder 19. Juni.</translation>
    </message>
    <message>
        <source>{capitalize} is not to come, or years away.</source>
        <translation>{capitalize} ist vorbei oder liegt Jahre entfernt.</translation>
    </message>
    <message>
        <source>Choose a time that is still to come.</source>
        <translation>Eine künftige Zeit wählen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations archived</source>
        <comment>Conversation archived</comment>
        <translation>
            <numerusform>Konversation archiviert</numerusform>
            <numerusform>{n} Konversationen archiviert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations restored</source>
        <comment>Conversation restored</comment>
        <translation>
            <numerusform>Konversation zurückgeholt</numerusform>
            <numerusform>{n} Konversationen zurückgeholt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations back in the inbox</source>
        <comment>Conversation back in the inbox</comment>
        <translation>
            <numerusform>Konversation wieder im Posteingang</numerusform>
            <numerusform>{n} Konversationen wieder im Posteingang</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations flagged</source>
        <comment>Conversation flagged</comment>
        <translation>
            <numerusform>Konversation gekennzeichnet</numerusform>
            <numerusform>{n} Konversationen gekennzeichnet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations unflagged</source>
        <comment>Conversation unflagged</comment>
        <translation>
            <numerusform>Konversation nicht mehr gekennzeichnet</numerusform>
            <numerusform>{n} Konversationen nicht mehr gekennzeichnet</numerusform>
        </translation>
    </message>
    <message>
        <source>This conversation is not there any more.</source>
        <translation>Diese Konversation gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This attachment is not there any more.</source>
        <translation>Diesen Anhang gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Its message may be gone.</source>
        <translation>Vielleicht ist seine Nachricht nicht mehr da.</translation>
    </message>
    <message>
        <source>The file of this attachment is not on this computer.</source>
        <translation>Die Datei dieses Anhangs ist nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>The program that brought its message in did not keep it.</source>
        <translation>Das Programm, das die Nachricht übernahm, hat sie nicht behalten.</translation>
    </message>
    <message>
        <source>This message was not kept as it came.</source>
        <translation>Diese Nachricht wurde nicht im Original behalten.</translation>
    </message>
    <message>
        <source>The program that brought it in kept its text and its files only.</source>
        <translation>Das Programm, das sie übernahm, hat nur Text und Dateien behalten.</translation>
    </message>
    <message>
        <source>Field “{title}” added</source>
        <translation>Feld „{title}“ hinzugefügt</translation>
    </message>
    <message>
        <source>Field “{old}” is called “{new}” now</source>
        <translation>Das Feld „{old}“ heißt jetzt „{new}“</translation>
    </message>
    <message>
        <source>“{title}” is no field to choose in.</source>
        <translation>„{title}“ ist kein Feld zum Auswählen.</translation>
    </message>
    <message>
        <source>“{strange}” is none of the choices.</source>
        <translation>„{strange}“ gehört nicht zur Auswahl.</translation>
    </message>
    <message>
        <source>Add it to them.</source>
        <translation>Zur Auswahl hinzufügen.</translation>
    </message>
    <message>
        <source>Choices of “{title}” changed</source>
        <translation>Auswahl von „{title}“ geändert</translation>
    </message>
    <message numerus="yes">
        <source>{said}; {n} leads still have one that is gone</source>
        <comment>{said}; {n} lead still has one that is gone</comment>
        <translation>
            <numerusform>{said}; {n} Lead hat noch eine, die es nicht mehr gibt</numerusform>
            <numerusform>{said}; {n} Leads haben noch eine, die es nicht mehr gibt</numerusform>
        </translation>
    </message>
    <message>
        <source>Fields put in another order</source>
        <translation>Felder neu geordnet</translation>
    </message>
    <message>
        <source>Field “{title}” removed; its values stay with the leads</source>
        <translation>Feld „{title}“ entfernt; seine Werte bleiben bei den Leads</translation>
    </message>
    <message>
        <source>This field is not there any more.</source>
        <translation>Dieses Feld gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Somebody removed it.</source>
        <translation>Jemand hat es entfernt.</translation>
    </message>
    <message>
        <source>This version is not there any more.</source>
        <translation>Diese Version gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The list shows the others.</source>
        <translation>Die Liste zeigt die anderen.</translation>
    </message>
    <message>
        <source>The draft was not there any more</source>
        <translation>Der Entwurf war nicht mehr da</translation>
    </message>
    <message>
        <source>Draft discarded</source>
        <translation>Entwurf verworfen</translation>
    </message>
    <message>
        <source>“{name}” is a folder.</source>
        <translation>„{name}“ ist ein Ordner.</translation>
    </message>
    <message>
        <source>Attach the files in it, or pack it first.</source>
        <translation>Die Dateien darin anhängen oder ihn erst packen.</translation>
    </message>
    <message>
        <source>“{name}” could not be attached.</source>
        <translation>„{name}“ konnte nicht angehängt werden.</translation>
    </message>
    <message>
        <source>It is not readable.</source>
        <translation>Sie ist nicht lesbar.</translation>
    </message>
    <message>
        <source>“{name}” is too large for a mail.</source>
        <translation>„{name}“ ist zu groß für eine Mail.</translation>
    </message>
    <message>
        <source>Files up to {value} MB can be attached; share a link to this one instead.</source>
        <translation>Dateien bis {value} MB lassen sich anhängen; für diese besser einen Link teilen.</translation>
    </message>
    <message>
        <source>Looking for duplicates</source>
        <translation>Suche nach Dubletten</translation>
    </message>
    <message>
        <source>Two to {merge_at_most} leads can be merged at once.</source>
        <translation>Zwei bis {merge_at_most} Leads lassen sich auf einmal zusammenführen.</translation>
    </message>
    <message>
        <source>One of these leads is not there any more.</source>
        <translation>Einen dieser Leads gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Somebody merged or deleted it meanwhile. Nothing was changed.</source>
        <translation>Jemand hat ihn inzwischen zusammengeführt oder gelöscht. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{count} leads merged into {company}</source>
        <translation>{count} Leads zusammengeführt zu {company}</translation>
    </message>
    <message>
        <source>Already noted as not duplicates</source>
        <translation>Schon als verschieden vermerkt</translation>
    </message>
    <message>
        <source>Noted: not duplicates</source>
        <translation>Vermerkt: keine Dubletten</translation>
    </message>
    <message>
        <source>This address is none of these leads’.</source>
        <translation>Diese Adresse gehört keinem dieser Leads.</translation>
    </message>
    <message>
        <source>Choose one of theirs.</source>
        <translation>Eine ihrer Adressen wählen.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation>Export von {name}</translation>
    </message>
    <message>
        <source>There is no folder “{parent}”.</source>
        <translation>Es gibt keinen Ordner „{parent}“.</translation>
    </message>
    <message>
        <source>Make it, or choose another.</source>
        <translation>Anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>There are no rights to write in “{parent}”.</source>
        <translation>Es fehlen Schreibrechte in „{parent}“.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Choose a name for the file.</source>
        <translation>Einen Namen für die Datei wählen.</translation>
    </message>
    <message>
        <source>The file could not be copied for opening.</source>
        <translation>Die Datei konnte zum Öffnen nicht kopiert werden.</translation>
    </message>
    <message>
        <source>{strerror}. The original is safe.</source>
        <translation>{strerror}. Das Original ist sicher.</translation>
    </message>
    <message>
        <source>No row was refused.</source>
        <translation>Keine Zeile wurde abgelehnt.</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>The rows could not be saved as {name} ({value}).</source>
        <translation>Die Zeilen konnten nicht als {name} gespeichert werden ({value}).</translation>
    </message>
    <message>
        <source>{name} is not there any more.</source>
        <translation>{name} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>Nichts wurde importiert.</translation>
    </message>
    <message>
        <source>This row cannot be changed now.</source>
        <translation>Diese Zeile lässt sich jetzt nicht ändern.</translation>
    </message>
    <message>
        <source>The file is still being read.</source>
        <translation>Die Datei wird noch gelesen.</translation>
    </message>
    <message>
        <source>There is no such column.</source>
        <translation>Diese Spalte gibt es nicht.</translation>
    </message>
    <message>
        <source>This file was not read to its end.</source>
        <translation>Diese Datei wurde nicht bis zum Ende gelesen.</translation>
    </message>
    <message>
        <source>This file is being imported.</source>
        <translation>Diese Datei wird gerade importiert.</translation>
    </message>
    <message>
        <source>Open it again to change anything.</source>
        <translation>Zum Ändern erneut öffnen.</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>This import is not there any more.</source>
        <translation>Diesen Import gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>“{typed}” is not an e-mail address.</source>
        <translation>„{typed}“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>{name} has the address {address} already.</source>
        <translation>{name} hat die Adresse {address} schon.</translation>
    </message>
    <message>
        <source>{address} comes first now</source>
        <translation>{address} steht jetzt an erster Stelle</translation>
    </message>
    <message>
        <source>Leads have no field “{unknown}”.</source>
        <translation>Leads haben kein Feld „{unknown}“.</translation>
    </message>
    <message>
        <source>Row {seen} has the address {address}, too.</source>
        <translation>Auch Zeile {seen} hat die Adresse {address}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads changed</source>
        <comment>{n} lead changed</comment>
        <translation>
            <numerusform>{n} Lead geändert</numerusform>
            <numerusform>{n} Leads geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>A lead needs a company or a name.</source>
        <translation>Ein Lead braucht eine Firma oder einen Namen.</translation>
    </message>
    <message>
        <source>Fill in one of them.</source>
        <translation>Eines davon ausfüllen.</translation>
    </message>
    <message>
        <source>Set to {status}</source>
        <translation>Auf {status} gesetzt</translation>
    </message>
    <message>
        <source>{what} changed</source>
        <translation>{what} geändert</translation>
    </message>
    <message>
        <source>{what} of {whose} changed</source>
        <translation>{what} von {whose} geändert</translation>
    </message>
    <message numerus="yes">
        <source>{n} fields of {whose} changed</source>
        <comment>{n} field of {whose} changed</comment>
        <translation>
            <numerusform>{n} Feld von {whose} geändert</numerusform>
            <numerusform>{n} Felder von {whose} geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>{value} has the address {address} already.</source>
        <translation>{value} hat die Adresse {address} schon.</translation>
    </message>
    <message>
        <source>Another lead</source>
        <translation>Ein anderer Lead</translation>
    </message>
    <message>
        <source>Open that lead, or use another address.</source>
        <translation>Diesen Lead öffnen oder eine andere Adresse verwenden.</translation>
    </message>
    <message>
        <source>Row {number}: {title}</source>
        <translation>Zeile {number}: {title}</translation>
    </message>
    <message>
        <source>Row {number}, {field}: {title}</source>
        <translation>Zeile {number}, {field}: {title}</translation>
    </message>
    <message numerus="yes">
        <source>{n} more values are wrong.</source>
        <comment>{n} more value is wrong.</comment>
        <translation>
            <numerusform>{n} weiterer Wert ist falsch.</numerusform>
            <numerusform>{n} weitere Werte sind falsch.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} has no further address {address}.</source>
        <translation>{name} hat keine weitere Adresse {address}.</translation>
    </message>
    <message>
        <source>Perhaps it was changed meanwhile.</source>
        <translation>Vielleicht wurde sie inzwischen geändert.</translation>
    </message>
    <message>
        <source>{company} added</source>
        <translation>{company} hinzugefügt</translation>
    </message>
    <message>
        <source>Already {status}</source>
        <translation>Schon {status}</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads set to {status}</source>
        <comment>Set to {status}</comment>
        <translation>
            <numerusform>Auf {status} gesetzt</numerusform>
            <numerusform>{n} Leads auf {status} gesetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} leads deleted</source>
        <comment>{n} lead deleted</comment>
        <translation>
            <numerusform>{n} Lead gelöscht</numerusform>
            <numerusform>{n} Leads gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} deleted</source>
        <translation>{name} gelöscht</translation>
    </message>
    <message>
        <source>Already deleted</source>
        <translation>Schon gelöscht</translation>
    </message>
    <message>
        <source>That is not an e-mail address.</source>
        <translation>Das ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Left out by you.</source>
        <translation>Von Ihnen ausgelassen.</translation>
    </message>
    <message>
        <source>This lead is not in the mail merge.</source>
        <translation>Dieser Lead ist nicht in der Serien-Mail.</translation>
    </message>
    <message>
        <source>Nobody is chosen.</source>
        <translation>Niemand ist ausgewählt.</translation>
    </message>
    <message>
        <source>Check the leads that are to be written to.</source>
        <translation>Die Leads ankreuzen, denen geschrieben werden soll.</translation>
    </message>
    <message>
        <source>A mail merge goes to {most} leads at most; {count} are chosen.</source>
        <translation>Eine Serien-Mail geht an höchstens {most} Leads; ausgewählt sind {count}.</translation>
    </message>
    <message>
        <source>Choose fewer.</source>
        <translation>Weniger wählen.</translation>
    </message>
    <message>
        <source>A mail needs a subject.</source>
        <translation>Eine Mail braucht einen Betreff.</translation>
    </message>
    <message>
        <source>The template&apos;s is kept until it has one.</source>
        <translation>Bis sie einen hat, gilt der der Vorlage.</translation>
    </message>
    <message>
        <source>That time has passed.</source>
        <translation>Dieser Zeitpunkt ist vorbei.</translation>
    </message>
    <message>
        <source>Choose a later one; nothing was sent.</source>
        <translation>Einen späteren wählen; nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>That is more than a year ahead.</source>
        <translation>Das ist mehr als ein Jahr voraus.</translation>
    </message>
    <message>
        <source>Choose an earlier time.</source>
        <translation>Einen früheren Zeitpunkt wählen.</translation>
    </message>
    <message>
        <source>No mailbox sends as {address}.</source>
        <translation>Kein Postfach sendet als {address}.</translation>
    </message>
    <message>
        <source>Choose another sender.</source>
        <translation>Einen anderen Absender wählen.</translation>
    </message>
    <message>
        <source>Preparing “{name}”</source>
        <translation>„{name}“ wird vorbereitet</translation>
    </message>
    <message>
        <source>This mail merge was not sent yet.</source>
        <translation>Diese Serien-Mail wurde noch nicht gesendet.</translation>
    </message>
    <message>
        <source>There is nothing to stop.</source>
        <translation>Es gibt nichts zu stoppen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} mails taken back</source>
        <comment>{n} mail taken back</comment>
        <translation>
            <numerusform>{n} Mail zurückgenommen</numerusform>
            <numerusform>{n} Mails zurückgenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>All of it has left already</source>
        <translation>Alles ist schon hinausgegangen</translation>
    </message>
    <message>
        <source>This mail merge was sent already.</source>
        <translation>Diese Serien-Mail wurde schon gesendet.</translation>
    </message>
    <message>
        <source>Begin another one.</source>
        <translation>Eine neue beginnen.</translation>
    </message>
    <message>
        <source>The mail to this lead was made already.</source>
        <translation>Die Mail an diesen Lead wurde schon erstellt.</translation>
    </message>
    <message>
        <source>It is in the outbox.</source>
        <translation>Sie ist im Postausgang.</translation>
    </message>
    <message>
        <source>{wanted} is connected already.</source>
        <translation>{wanted} ist schon verbunden.</translation>
    </message>
    <message>
        <source>The certificate {name} cannot be read.</source>
        <translation>Das Zertifikat {name} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Signing in to this mailbox by the browser is not set up here.</source>
        <translation>Die Anmeldung an diesem Postfach im Browser ist hier nicht eingerichtet.</translation>
    </message>
    <message>
        <source>It needs a client id in the settings: oauth.{provider}.client_id.</source>
        <translation>Nötig ist eine Client-ID in den Einstellungen: oauth.{provider}.client_id.</translation>
    </message>
    <message>
        <source>This took too long.</source>
        <translation>Das hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Das Passwort fehlt.</translation>
    </message>
    <message>
        <source>A password has one line.</source>
        <translation>Ein Passwort hat eine Zeile.</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>Erneut kopieren.</translation>
    </message>
    <message>
        <source>{address} is connected</source>
        <translation>{address} ist verbunden</translation>
    </message>
    <message>
        <source>The password is not in the keyring.</source>
        <translation>Das Passwort ist nicht im Schlüsselbund.</translation>
    </message>
    <message>
        <source>Give it again.</source>
        <translation>Erneut angeben.</translation>
    </message>
    <message>
        <source>Signed in to {address} again</source>
        <translation>Bei {address} wieder angemeldet</translation>
    </message>
    <message>
        <source>These servers take no sign-in by the browser.</source>
        <translation>Diese Server erlauben keine Anmeldung im Browser.</translation>
    </message>
    <message>
        <source>This period ends before it begins.</source>
        <translation>Dieser Zeitraum endet, bevor er beginnt.</translation>
    </message>
    <message>
        <source>Give the earlier day first.</source>
        <translation>Den früheren Tag zuerst angeben.</translation>
    </message>
    <message>
        <source>This period is too long.</source>
        <translation>Dieser Zeitraum ist zu lang.</translation>
    </message>
    <message>
        <source>Ask for {longest} days at most, which is ten years.</source>
        <translation>Höchstens {longest} Tage angeben, das sind zehn Jahre.</translation>
    </message>
    <message>
        <source>Nothing can be measured over these days.</source>
        <translation>Über diese Tage lässt sich nichts messen.</translation>
    </message>
    <message>
        <source>Ask for days between {year} and {year_2}.</source>
        <translation>Tage zwischen {year} und {year_2} angeben.</translation>
    </message>
    <message>
        <source>There is no working time in these hours.</source>
        <translation>In diesen Stunden liegt keine Arbeitszeit.</translation>
    </message>
    <message>
        <source>Choose a day and a time.</source>
        <translation>Einen Tag und eine Uhrzeit wählen.</translation>
    </message>
    <message>
        <source>Working hours changed</source>
        <translation>Arbeitszeit geändert</translation>
    </message>
    <message>
        <source>There is no address yet.</source>
        <translation>Es gibt noch keine Adresse.</translation>
    </message>
    <message>
        <source>Set that of the endpoint first.</source>
        <translation>Zuerst die des Endpunkts angeben.</translation>
    </message>
    <message>
        <source>This is no key.</source>
        <translation>Das ist kein Schlüssel.</translation>
    </message>
    <message>
        <source>Copy it once more from where it was made.</source>
        <translation>Noch einmal dort kopieren, wo er erstellt wurde.</translation>
    </message>
    <message>
        <source>Give that of an endpoint.</source>
        <translation>Die eines Endpunkts angeben.</translation>
    </message>
    <message>
        <source>No message is called {wanted}.</source>
        <translation>Keine Nachricht heißt {wanted}.</translation>
    </message>
    <message>
        <source>This draft was sent already.</source>
        <translation>Dieser Entwurf wurde schon gesendet.</translation>
    </message>
    <message>
        <source>Mail to {whom}</source>
        <translation>Mail an {whom}</translation>
    </message>
    <message>
        <source>Goes out {when}</source>
        <translation>Geht hinaus: {when}</translation>
    </message>
    <message>
        <source>Sending in {seconds} s</source>
        <translation>Wird in {seconds} s gesendet</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Im Postausgang</translation>
    </message>
    <message>
        <source>It is a draft again already.</source>
        <translation>Sie ist schon wieder ein Entwurf.</translation>
    </message>
    <message>
        <source>Not sent. It is a draft again</source>
        <translation>Nicht gesendet. Sie ist wieder ein Entwurf</translation>
    </message>
    <message>
        <source>This mail does not wait.</source>
        <translation>Diese Mail wartet nicht.</translation>
    </message>
    <message>
        <source>The outbox shows where it is.</source>
        <translation>Der Postausgang zeigt, wo sie ist.</translation>
    </message>
    <message>
        <source>Sending now</source>
        <translation>Wird jetzt gesendet</translation>
    </message>
    <message>
        <source>This mail is not held.</source>
        <translation>Diese Mail wird nicht zurückgehalten.</translation>
    </message>
    <message>
        <source>This mail is not in doubt.</source>
        <translation>Diese Mail ist nicht im Zweifel.</translation>
    </message>
    <message>
        <source>Noted as delivered</source>
        <translation>Als zugestellt vermerkt</translation>
    </message>
    <message>
        <source>Sending once more</source>
        <translation>Wird noch einmal gesendet</translation>
    </message>
    <message>
        <source>It is a draft again</source>
        <translation>Sie ist wieder ein Entwurf</translation>
    </message>
    <message>
        <source>This mail is not there any more.</source>
        <translation>Diese Mail gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The outbox shows the rest.</source>
        <translation>Der Postausgang zeigt die übrigen.</translation>
    </message>
    <message>
        <source>No mailbox sends as {wanted}.</source>
        <translation>Kein Postfach sendet als {wanted}.</translation>
    </message>
    <message>
        <source>Choose another sender; the draft is kept.</source>
        <translation>Einen anderen Absender wählen; der Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>Add one in Settings; until then it stays a draft.</source>
        <translation>In den Einstellungen eines hinzufügen; bis dahin bleibt es ein Entwurf.</translation>
    </message>
    <message>
        <source>Choose a later one; the draft is kept.</source>
        <translation>Einen späteren wählen; der Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>“{shown}” is no address.</source>
        <translation>„{shown}“ ist keine Adresse.</translation>
    </message>
    <message>
        <source>Correct it; the draft is kept.</source>
        <translation>Bitte berichtigen; der Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>This mail is to nobody yet.</source>
        <translation>Diese Mail hat noch keinen Empfänger.</translation>
    </message>
    <message>
        <source>Add a recipient; the draft is kept.</source>
        <translation>Einen Empfänger hinzufügen; der Entwurf bleibt erhalten.</translation>
    </message>
    <message>
        <source>{first} and {count} more</source>
        <translation>{first} und {count} weitere</translation>
    </message>
    <message>
        <source>That address and password do not go together.</source>
        <translation>Adresse und Passwort passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Check both and try again.</source>
        <translation>Beides prüfen und erneut versuchen.</translation>
    </message>
    <message>
        <source>This account has no password.</source>
        <translation>Dieses Konto hat kein Passwort.</translation>
    </message>
    <message>
        <source>It is signed in to through a provider; “Forgotten password” gives it one.</source>
        <translation>Es wird über einen Anbieter angemeldet; „Passwort vergessen“ gibt ihm eines.</translation>
    </message>
    <message>
        <source>That password is not right.</source>
        <translation>Dieses Passwort stimmt nicht.</translation>
    </message>
    <message>
        <source>Check it and try again.</source>
        <translation>Prüfen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Too many tries.</source>
        <translation>Zu viele Versuche.</translation>
    </message>
    <message numerus="yes">
        <source>Try again in {n} seconds.</source>
        <comment>Try again in {n} second.</comment>
        <translation>
            <numerusform>Versuchen Sie es in {n} Sekunde wieder.</numerusform>
            <numerusform>Versuchen Sie es in {n} Sekunden wieder.</numerusform>
        </translation>
    </message>
    <message>
        <source>This account is not there any more.</source>
        <translation>Dieses Konto gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Sign in with another one.</source>
        <translation>Mit einem anderen anmelden.</translation>
    </message>
    <message>
        <source>A name is needed.</source>
        <translation>Ein Name ist nötig.</translation>
    </message>
    <message>
        <source>It is what other people see.</source>
        <translation>Ihn sehen andere.</translation>
    </message>
    <message>
        <source>Nothing to change</source>
        <translation>Nichts zu ändern</translation>
    </message>
    <message>
        <source>Profile changed</source>
        <translation>Profil geändert</translation>
    </message>
    <message>
        <source>That session has ended already.</source>
        <translation>Diese Sitzung ist schon beendet.</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>Sitzung beendet</translation>
    </message>
    <message>
        <source>There was no other session</source>
        <translation>Es gab keine andere Sitzung</translation>
    </message>
    <message numerus="yes">
        <source>{n} sessions ended</source>
        <comment>{n} session ended</comment>
        <translation>
            <numerusform>{n} Sitzung beendet</numerusform>
            <numerusform>{n} Sitzungen beendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Password changed</source>
        <translation>Passwort geändert</translation>
    </message>
    <message>
        <source>That sign-in is not there any more.</source>
        <translation>Diese Anmeldung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This is the last way to sign in.</source>
        <translation>Das ist die letzte Art, sich anzumelden.</translation>
    </message>
    <message>
        <source>Add another one first; this one stays.</source>
        <translation>Zuerst eine andere hinzufügen; diese bleibt.</translation>
    </message>
    <message>
        <source>Password removed</source>
        <translation>Passwort entfernt</translation>
    </message>
    <message>
        <source>{title} unlinked</source>
        <translation>{title} getrennt</translation>
    </message>
    <message>
        <source>Your code for a new password</source>
        <translation>Code für ein neues Passwort</translation>
    </message>
    <message>
        <source>{code} is your code to choose a new password.</source>
        <translation>{code} ist der Code, um ein neues Passwort zu wählen.</translation>
    </message>
    <message>
        <source>That link is not right or has run out.</source>
        <translation>Dieser Link stimmt nicht oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>Ask for a new one, and use it once.</source>
        <translation>Einen neuen anfordern und einmal verwenden.</translation>
    </message>
    <message>
        <source>Your code for Outpost</source>
        <translation>Code für Outpost</translation>
    </message>
    <message>
        <source>{code} is your code to confirm your address.</source>
        <translation>{code} ist der Code, um die Adresse zu bestätigen.</translation>
    </message>
    <message>
        <source>No mailbox can send a code yet.</source>
        <translation>Noch kann kein Postfach einen Code senden.</translation>
    </message>
    <message>
        <source>Use the recovery code that was shown when the account was made.</source>
        <translation>Den Wiederherstellungscode verwenden, der beim Anlegen des Kontos gezeigt wurde.</translation>
    </message>
    <message>
        <source>It is good for five minutes, once.</source>
        <translation>Er gilt fünf Minuten und nur einmal.</translation>
    </message>
    <message>
        <source>If you did not ask for it, nothing has to be done.</source>
        <translation>Wurde er nicht angefordert, ist nichts zu tun.</translation>
    </message>
    <message>
        <source>That code is not right or has run out.</source>
        <translation>Dieser Code stimmt nicht oder ist abgelaufen.</translation>
    </message>
    <message>
        <source>Check it, or ask for a new one.</source>
        <translation>Prüfen oder einen neuen anfordern.</translation>
    </message>
    <message>
        <source>Sequence “{name}” made</source>
        <translation>Sequenz „{name}“ angelegt</translation>
    </message>
    <message>
        <source>Leads are in this sequence: its kind cannot change now.</source>
        <translation>In dieser Sequenz sind Leads: Ihre Art lässt sich jetzt nicht ändern.</translation>
    </message>
    <message>
        <source>Wait until they are through, or copy the sequence.</source>
        <translation>Warten, bis sie durch sind, oder die Sequenz kopieren.</translation>
    </message>
    <message>
        <source>Sequence “{name}” changed</source>
        <translation>Sequenz „{name}“ geändert</translation>
    </message>
    <message>
        <source>Sequence deleted</source>
        <translation>Sequenz gelöscht</translation>
    </message>
    <message>
        <source>This sequence has no step yet.</source>
        <translation>Diese Sequenz hat noch keinen Schritt.</translation>
    </message>
    <message>
        <source>Add a mail or an action.</source>
        <translation>Eine Mail oder eine Aufgabe hinzufügen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads in “{name}”</source>
        <comment>{n} lead in “{name}”</comment>
        <translation>
            <numerusform>{n} Lead in „{name}“</numerusform>
            <numerusform>{n} Leads in „{name}“</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} {what}</source>
        <translation>{count} {what}</translation>
    </message>
    <message>
        <source>{words}; left out: {left}</source>
        <translation>{words}; ausgelassen: {left}</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads stopped</source>
        <comment>{n} lead stopped</comment>
        <translation>
            <numerusform>{n} Lead beendet</numerusform>
            <numerusform>{n} Leads beendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} leads paused</source>
        <comment>{n} lead paused</comment>
        <translation>
            <numerusform>{n} Lead pausiert</numerusform>
            <numerusform>{n} Leads pausiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} leads resumed</source>
        <comment>{n} lead resumed</comment>
        <translation>
            <numerusform>{n} Lead fortgesetzt</numerusform>
            <numerusform>{n} Leads fortgesetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} leads led to the next step</source>
        <comment>{n} lead led to the next step</comment>
        <translation>
            <numerusform>{n} Lead zum nächsten Schritt geführt</numerusform>
            <numerusform>{n} Leads zum nächsten Schritt geführt</numerusform>
        </translation>
    </message>
    <message>
        <source>This sequence is not there any more.</source>
        <translation>Diese Sequenz gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>{name} could not be written.</source>
        <translation>{name} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>{strerror}. Choose another place.</source>
        <translation>{strerror}. Einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>{name} could not be read.</source>
        <translation>{name} konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This sign-in has ended already.</source>
        <translation>Diese Anmeldung ist schon beendet.</translation>
    </message>
    <message>
        <source>This sign-in has run out.</source>
        <translation>Diese Anmeldung ist abgelaufen.</translation>
    </message>
    <message>
        <source>Sign out, then sign in again.</source>
        <translation>Abmelden und wieder anmelden.</translation>
    </message>
    <message>
        <source>Nobody here has the address {email}.</source>
        <translation>Niemand hier hat die Adresse {email}.</translation>
    </message>
    <message>
        <source>See: outpost user list</source>
        <translation>Siehe: outpost user list</translation>
    </message>
    <message>
        <source>You are signed out.</source>
        <translation>Sie sind abgemeldet.</translation>
    </message>
    <message>
        <source>That address cannot be used to sign in.</source>
        <translation>Mit dieser Adresse ist keine Anmeldung möglich.</translation>
    </message>
    <message>
        <source>It looks like name@company.example: letters, digits and . _ - + &apos; before the @, and a domain with a dot.</source>
        <translation>Sie sieht aus wie name@company.example: Buchstaben, Ziffern und . _ - + &apos; vor dem @, dann eine Domain mit Punkt.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be read.</source>
        <translation>Der Ordner {folder} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check its name and your rights.</source>
        <translation>Namen und Rechte prüfen.</translation>
    </message>
    <message>
        <source>There are no templates in {folder}.</source>
        <translation>In {folder} sind keine Vorlagen.</translation>
    </message>
    <message>
        <source>They are .txt or .html files.</source>
        <translation>Vorlagen sind .txt- oder .html-Dateien.</translation>
    </message>
    <message>
        <source>{most} files are the most at a time.</source>
        <translation>Höchstens {most} Dateien auf einmal.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Sie kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The templates could not be written to {folder}.</source>
        <translation>Die Vorlagen konnten nicht nach {folder} geschrieben werden.</translation>
    </message>
    <message>
        <source>Check that there is room and that you may write there.</source>
        <translation>Freien Platz und Schreibrechte dort prüfen.</translation>
    </message>
    <message>
        <source>This template is not there any more.</source>
        <translation>Diese Vorlage gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Eine andere wählen.</translation>
    </message>
    <message>
        <source>Template “{name}” added</source>
        <translation>Vorlage „{name}“ hinzugefügt</translation>
    </message>
    <message>
        <source>Template “{name}” saved</source>
        <translation>Vorlage „{name}“ gespeichert</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>„{name}“</translation>
    </message>
    <message>
        <source>templates of no category</source>
        <translation>Vorlagen ohne Kategorie</translation>
    </message>
    <message>
        <source>“{name}” is the default for {what} now</source>
        <translation>„{name}“ ist jetzt der Standard für {what}</translation>
    </message>
    <message>
        <source>“{name}” is no default any more</source>
        <translation>„{name}“ ist kein Standard mehr</translation>
    </message>
    <message>
        <source>“{name}” is shared with the team</source>
        <translation>„{name}“ ist mit dem Team geteilt</translation>
    </message>
    <message>
        <source>“{name}” is yours alone</source>
        <translation>„{name}“ gehört Ihnen allein</translation>
    </message>
    <message numerus="yes">
        <source>{n} templates deleted</source>
        <comment>{n} template deleted</comment>
        <translation>
            <numerusform>{n} Vorlage gelöscht</numerusform>
            <numerusform>{n} Vorlagen gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>Template “{name}” deleted</source>
        <translation>Vorlage „{name}“ gelöscht</translation>
    </message>
    <message>
        <source>{base} copy</source>
        <translation>{base} Kopie</translation>
    </message>
    <message>
        <source>Template “{name}” made</source>
        <translation>Vorlage „{name}“ angelegt</translation>
    </message>
    <message>
        <source>Earlier text of “{name}” restored</source>
        <translation>Früherer Text von „{name}“ wiederhergestellt</translation>
    </message>
    <message>
        <source>Another file is called “{name}” too.</source>
        <translation>Eine andere Datei heißt auch „{name}“.</translation>
    </message>
    <message numerus="yes">
        <source>{n} templates imported</source>
        <comment>{n} template imported</comment>
        <translation>
            <numerusform>{n} Vorlage importiert</numerusform>
            <numerusform>{n} Vorlagen importiert</numerusform>
        </translation>
    </message>
    <message>
        <source>This text is too long for a template.</source>
        <translation>Dieser Text ist zu lang für eine Vorlage.</translation>
    </message>
    <message>
        <source>There is room for {longest_text} characters; nothing was saved.</source>
        <translation>Platz ist für {longest_text} Zeichen; nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>“{name}” is a template of {owner}.</source>
        <translation>„{name}“ ist eine Vorlage von {owner}.</translation>
    </message>
    <message>
        <source>Make a copy to change it.</source>
        <translation>Zum Ändern eine Kopie anlegen.</translation>
    </message>
    <message>
        <source>This cannot be saved for a calendar.</source>
        <translation>Dies lässt sich nicht für einen Kalender speichern.</translation>
    </message>
    <message>
        <source>It takes a meeting that has a time.</source>
        <translation>Nötig ist ein Termin mit Uhrzeit.</translation>
    </message>
    <message>
        <source>View renamed to “{name}”</source>
        <translation>Ansicht heißt jetzt „{name}“</translation>
    </message>
    <message>
        <source>View “{name}” deleted</source>
        <translation>Ansicht „{name}“ gelöscht</translation>
    </message>
    <message>
        <source>This view cannot be hidden.</source>
        <translation>Diese Ansicht lässt sich nicht ausblenden.</translation>
    </message>
    <message>
        <source>A view of your own can be deleted.</source>
        <translation>Eine eigene Ansicht lässt sich löschen.</translation>
    </message>
    <message>
        <source>View “{name}” hidden</source>
        <translation>Ansicht „{name}“ ausgeblendet</translation>
    </message>
    <message>
        <source>View “{name}” shown again</source>
        <translation>Ansicht „{name}“ wieder eingeblendet</translation>
    </message>
    <message>
        <source>Views reordered</source>
        <translation>Ansichten neu geordnet</translation>
    </message>
    <message>
        <source>There are too many views.</source>
        <translation>Es gibt zu viele Ansichten.</translation>
    </message>
    <message>
        <source>Delete one: {most} can be kept.</source>
        <translation>Eine löschen: {most} sind möglich.</translation>
    </message>
    <message>
        <source>This view is everybody&apos;s and stays as it is.</source>
        <translation>Diese Ansicht gehört allen und bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Save what you see as a view of your own.</source>
        <translation>Das Angezeigte als eigene Ansicht speichern.</translation>
    </message>
    <message>
        <source>A view is called “{name}” already.</source>
        <translation>Eine Ansicht heißt schon „{name}“.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>There is no field “{name}” any more. Take it out of the view.</source>
        <translation>Das Feld „{name}“ gibt es nicht mehr. Nehmen Sie es aus der Ansicht.</translation>
    </message>
    <message>
        <source>This view is not there any more.</source>
        <translation>Diese Ansicht gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Save what you see as a new one.</source>
        <translation>Das Angezeigte als neue speichern.</translation>
    </message>
    <message>
        <source>Possible: {map}.</source>
        <translation>Möglich: {map}.</translation>
    </message>
    <message>
        <source>There is nothing to answer here yet.</source>
        <translation>Hier gibt es noch nichts zu beantworten.</translation>
    </message>
    <message>
        <source>A draft answers a message that came.</source>
        <translation>Ein Entwurf antwortet auf eine eingegangene Nachricht.</translation>
    </message>
    <message>
        <source>There is nothing to summarise here yet.</source>
        <translation>Hier gibt es noch nichts zusammenzufassen.</translation>
    </message>
    <message>
        <source>There are no words yet.</source>
        <translation>Noch steht hier kein Text.</translation>
    </message>
    <message>
        <source>Write some first.</source>
        <translation>Zuerst etwas schreiben.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>Das ist zu lang.</translation>
    </message>
    <message>
        <source>There is room for {longest_words} characters; choose less.</source>
        <translation>Platz ist für {longest_words} Zeichen; weniger wählen.</translation>
    </message>
    <message>
        <source>The address of the database has a password in it, which no file is told.</source>
        <translation>In der Adresse der Datenbank steht ein Passwort, das in keine Datei kommt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Start Outpost with the address alone: it asks for the password, and the keyring keeps it for the engine, too.</source>
        <translation>Nichts wurde geändert. Starten Sie Outpost mit der Adresse allein: Es fragt nach dem Passwort, und der Schlüsselbund bewahrt es auch für den Hintergrunddienst auf.</translation>
    </message>
    <message>
        <source>The name of a folder on the way to Outpost holds a quotation mark or a line break.</source>
        <translation>Der Name eines Ordners auf dem Weg zu Outpost enthält ein Anführungszeichen oder einen Zeilenumbruch.</translation>
    </message>
    <message>
        <source>Nothing was changed. Install it elsewhere.</source>
        <translation>Nichts wurde geändert. Anderswo installieren.</translation>
    </message>
    <message>
        <source>There is no report {name}.</source>
        <translation>Es gibt keinen Bericht {name}.</translation>
    </message>
    <message>
        <source>See: outpost doctor --reports</source>
        <translation>Siehe: outpost doctor --reports</translation>
    </message>
    <message>
        <source>There is no display to show a window on.</source>
        <translation>Es gibt keinen Bildschirm, um ein Fenster zu zeigen.</translation>
    </message>
    <message>
        <source>On a desktop, start it from a terminal of that desktop. Over a network: ssh -X, or xvfb-run outpost. Everything but the window works without one: outpost --help</source>
        <translation>Auf einem Desktop aus einem Terminal dieses Desktops starten. Über ein Netz: ssh -X oder xvfb-run outpost. Alles außer dem Fenster geht auch ohne: outpost --help</translation>
    </message>
    <message>
        <source>A library of the system that the window needs is missing: {missing}</source>
        <translation>Eine Systembibliothek, die das Fenster braucht, fehlt: {missing}</translation>
    </message>
    <message>
        <source>On Debian and Ubuntu: sudo apt install {packages}</source>
        <translation>Unter Debian und Ubuntu: sudo apt install {packages}</translation>
    </message>
    <message>
        <source>The disk that holds {place} is full.</source>
        <translation>Der Datenträger mit {place} ist voll.</translation>
    </message>
    <message>
        <source>What is stored is safe. Free some space, then try again.</source>
        <translation>Das Gespeicherte ist sicher. Platz schaffen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>There are no rights to write in {place}.</source>
        <translation>Es fehlen Schreibrechte in {place}.</translation>
    </message>
    <message>
        <source>Give your user the rights to that folder, or choose another one with --home.</source>
        <translation>Dem eigenen Benutzer Rechte an diesem Ordner geben oder mit --home einen anderen wählen.</translation>
    </message>
    <message>
        <source>{place} is on a disk that can only be read.</source>
        <translation>{place} liegt auf einem Datenträger, der nur lesbar ist.</translation>
    </message>
    <message>
        <source>Choose a folder on another disk with --home.</source>
        <translation>Mit --home einen Ordner auf einem anderen Datenträger wählen.</translation>
    </message>
    <message>
        <source>Something else stands where Outpost needs {place}.</source>
        <translation>Wo Outpost {place} braucht, steht etwas anderes.</translation>
    </message>
    <message>
        <source>Move that file away, or choose another folder with --home.</source>
        <translation>Diese Datei verschieben oder mit --home einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The path {place} is too long for this computer.</source>
        <translation>Der Pfad {place} ist zu lang für diesen Computer.</translation>
    </message>
    <message>
        <source>Choose a shorter folder with --home.</source>
        <translation>Mit --home einen kürzeren Ordner wählen.</translation>
    </message>
    <message>
        <source>That password is too short.</source>
        <translation>Dieses Passwort ist zu kurz.</translation>
    </message>
    <message>
        <source>It needs {shortest_password} characters or more.</source>
        <translation>Nötig sind mindestens {shortest_password} Zeichen.</translation>
    </message>
    <message>
        <source>That password is too long.</source>
        <translation>Dieses Passwort ist zu lang.</translation>
    </message>
    <message>
        <source>It may have {longest_password} characters.</source>
        <translation>Erlaubt sind {longest_password} Zeichen.</translation>
    </message>
    <message>
        <source>The name of the workspace&apos;s folder holds {odd}.</source>
        <translation>Der Name des Ordners des Arbeitsbereichs enthält {odd}.</translation>
    </message>
    <message>
        <source>Rename it, or choose another folder with --home.</source>
        <translation>Umbenennen oder mit --home einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made ({strerror}).</source>
        <translation>Der Ordner {folder} lässt sich nicht anlegen ({strerror}).</translation>
    </message>
    <message>
        <source>Choose another folder with --home.</source>
        <translation>Mit --home einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>{name} is nobody&apos;s home folder.</source>
        <translation>{name} ist kein Home-Ordner.</translation>
    </message>
    <message>
        <source>Write the path in full.</source>
        <translation>Den Pfad vollständig schreiben.</translation>
    </message>
    <message>
        <source>The folder that this program was started in is gone.</source>
        <translation>Der Ordner, in dem dieses Programm gestartet wurde, ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Go to another one, or write the path of {text} in full.</source>
        <translation>In einen anderen wechseln oder den Pfad von {text} vollständig schreiben.</translation>
    </message>
    <message>
        <source>A part of Outpost is missing: {missing}.</source>
        <translation>Ein Teil von Outpost fehlt: {missing}.</translation>
    </message>
    <message>
        <source>Your data is safe. Install Outpost again.</source>
        <translation>Ihre Daten sind sicher. Outpost neu installieren.</translation>
    </message>
    <message>
        <source>Waiting for another Outpost that starts or stops the database…</source>
        <translation>Wartet auf ein anderes Outpost, das die Datenbank startet oder anhält …</translation>
    </message>
    <message>
        <source>The database runs, but its password is not known to this program.</source>
        <translation>Die Datenbank läuft, aber dieses Programm kennt ihr Passwort nicht.</translation>
    </message>
    <message>
        <source>Without a keyring only the program that started it can use it. Close the other Outpost, then try again.</source>
        <translation>Ohne Schlüsselbund kann nur das Programm sie nutzen, das sie gestartet hat. Das andere Outpost schließen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The database program that comes with Outpost is missing.</source>
        <translation>Das mit Outpost gelieferte Datenbankprogramm fehlt.</translation>
    </message>
    <message>
        <source>Your data is safe. Install Outpost again, or use another Postgres with --database URL.</source>
        <translation>Ihre Daten sind sicher. Outpost neu installieren oder mit --database URL ein anderes Postgres verwenden.</translation>
    </message>
    <message>
        <source>{owner} belongs to a user that this computer does not know.</source>
        <translation>{owner} gehört einem Benutzer, den dieser Computer nicht kennt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Start Outpost as the user who made it.</source>
        <translation>Nichts wurde geändert. Outpost als der Benutzer starten, der es angelegt hat.</translation>
    </message>
    <message>
        <source>Outpost runs as root, and cannot make the user “{system_user}”.</source>
        <translation>Outpost läuft als root und kann den Benutzer „{system_user}“ nicht anlegen.</translation>
    </message>
    <message>
        <source>Postgres never runs as root. Start Outpost as an ordinary user, or add that user.</source>
        <translation>Postgres läuft nie als root. Outpost als gewöhnlicher Benutzer starten oder diesen Benutzer hinzufügen.</translation>
    </message>
    <message>
        <source>{data} holds something that is not a database.</source>
        <translation>{data} enthält etwas, das keine Datenbank ist.</translation>
    </message>
    <message>
        <source>Nothing was changed. Move that folder away, or put the database back.</source>
        <translation>Nichts wurde geändert. Diesen Ordner verschieben oder die Datenbank zurücklegen.</translation>
    </message>
    <message>
        <source>The database in {data} is of Postgres {value}, and this Outpost works with Postgres {major}.</source>
        <translation>Die Datenbank in {data} ist von Postgres {value}, dieses Outpost arbeitet mit Postgres {major}.</translation>
    </message>
    <message>
        <source>Nothing was changed. With the programs of Postgres {value} on this computer Outpost brings it over by itself. Or, with the Outpost that made it, “outpost db backup FILE”; then move that folder away, and with this one, “outpost db restore FILE”.</source>
        <translation>Nichts wurde geändert. Mit den Programmen von Postgres {value} auf diesem Computer überführt Outpost sie selbst. Oder mit dem Outpost, das sie angelegt hat, „outpost db backup FILE“; dann diesen Ordner verschieben und mit diesem hier „outpost db restore FILE“.</translation>
    </message>
    <message>
        <source>This computer has no name for the user with the number {uid}.</source>
        <translation>Dieser Computer hat keinen Namen für den Benutzer mit der Nummer {uid}.</translation>
    </message>
    <message>
        <source>Postgres asks for it. Start Outpost as a user with a name.</source>
        <translation>Postgres verlangt ihn. Outpost als Benutzer mit Namen starten.</translation>
    </message>
    <message>
        <source>The database could not be {doing}: there is not enough memory.</source>
        <translation>Die Datenbank konnte nicht {doing} werden: Der Arbeitsspeicher reicht nicht.</translation>
    </message>
    <message>
        <source>Your data is safe. Close other programs, then try again.</source>
        <translation>Ihre Daten sind sicher. Andere Programme schließen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Others may enter {data}.</source>
        <translation>Andere haben Zugang zu {data}.</translation>
    </message>
    <message>
        <source>Postgres refuses that. Take the rights of others away (chmod 700).</source>
        <translation>Postgres lehnt das ab. Anderen die Rechte entziehen (chmod 700).</translation>
    </message>
    <message>
        <source>The database could not be {doing}.</source>
        <translation>Die Datenbank konnte nicht {doing} werden.</translation>
    </message>
    <message>
        <source>Your data was left as it is. What Postgres says is at the end of {log}.</source>
        <translation>Ihre Daten blieben, wie sie sind. Was Postgres meldet, steht am Ende von {log}.</translation>
    </message>
    <message>
        <source>There is no place for the database&apos;s socket.</source>
        <translation>Es gibt keinen Platz für den Socket der Datenbank.</translation>
    </message>
    <message>
        <source>The workspace&apos;s path is too long for one, and so is the temporary folder&apos;s. Choose a shorter folder with --home.</source>
        <translation>Der Pfad des Arbeitsbereichs ist dafür zu lang, der des temporären Ordners auch. Mit --home einen kürzeren Ordner wählen.</translation>
    </message>
    <message>
        <source>The database in {data} is of Postgres {major}, made by a newer Outpost.</source>
        <translation>Die Datenbank in {data} ist von Postgres {major}, angelegt von einem neueren Outpost.</translation>
    </message>
    <message>
        <source>Nothing was changed; install the newer version.</source>
        <translation>Nichts wurde geändert; die neuere Version installieren.</translation>
    </message>
    <message>
        <source>Bringing the database from Postgres {before} to {now}…</source>
        <translation>Die Datenbank wird von Postgres {before} auf {now} gebracht …</translation>
    </message>
    <message>
        <source>Copying the database out of the old Postgres…</source>
        <translation>Die Datenbank wird aus dem alten Postgres kopiert …</translation>
    </message>
    <message>
        <source>Copying the database into the new Postgres…</source>
        <translation>Die Datenbank wird in das neue Postgres kopiert …</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Es wird gezählt…</translation>
    </message>
    <message>
        <source>Bringing the database to Postgres {major} needs {value:.1f} GB of room.</source>
        <translation>Die Datenbank auf Postgres {major} zu bringen, braucht {value:.1f} GB Platz.</translation>
    </message>
    <message>
        <source>Nothing was changed. Free some space, then try again.</source>
        <translation>Nichts wurde geändert. Platz schaffen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The database could not be brought from Postgres {major} to {major_2}.</source>
        <translation>Die Datenbank konnte nicht von Postgres {major} auf {major_2} gebracht werden.</translation>
    </message>
    <message>
        <source>It is as it was; the Outpost of before opens it. What Postgres says is at the end of {log} and in the log of Outpost.</source>
        <translation>Sie ist, wie sie war; das vorherige Outpost öffnet sie. Was Postgres meldet, steht am Ende von {log} und im Protokoll von Outpost.</translation>
    </message>
    <message>
        <source>Waiting for parts of a stopped database to end…</source>
        <translation>Wartet auf das Ende von Teilen einer angehaltenen Datenbank …</translation>
    </message>
    <message>
        <source>Recovering after an unclean stop. Nothing is lost; this can take a while…</source>
        <translation>Wiederherstellung nach einem unsauberen Ende. Nichts ist verloren; das kann etwas dauern …</translation>
    </message>
    <message>
        <source>Making the database…</source>
        <translation>Die Datenbank wird angelegt …</translation>
    </message>
    <message>
        <source>The database takes long to start…</source>
        <translation>Die Datenbank braucht lange zum Starten …</translation>
    </message>
    <message>
        <source>Another Outpost that cannot be seen from here uses this database.</source>
        <translation>Ein anderes Outpost, das von hier nicht zu sehen ist, nutzt diese Datenbank.</translation>
    </message>
    <message>
        <source>It may run in another container. Close it, then try again.</source>
        <translation>Vielleicht läuft es in einem anderen Container. Schließen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>This backup is damaged or not complete.</source>
        <translation>Diese Sicherung ist beschädigt oder nicht vollständig.</translation>
    </message>
    <message>
        <source>Nothing was changed. Take another one, or copy it again from where it came.</source>
        <translation>Nichts wurde geändert. Eine andere nehmen oder sie erneut von der Quelle kopieren.</translation>
    </message>
    <message>
        <source>Install that one to restore it.</source>
        <translation>Zum Einspielen diese installieren.</translation>
    </message>
    <message>
        <source>This file is no backup of Outpost.</source>
        <translation>Diese Datei ist keine Sicherung von Outpost.</translation>
    </message>
    <message>
        <source>This backup is sealed with a passphrase.</source>
        <translation>Diese Sicherung ist mit einer Passphrase versiegelt.</translation>
    </message>
    <message>
        <source>Nothing was changed. Give --passphrase, and it as the first line of the input.</source>
        <translation>Es wurde nichts geändert. Geben Sie --passphrase an, und sie selbst als erste Zeile der Eingabe.</translation>
    </message>
    <message>
        <source>The passphrase does not fit this backup.</source>
        <translation>Die Passphrase passt nicht zu dieser Sicherung.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again.</source>
        <translation>Es wurde nichts geändert. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>&amp;Conversation</source>
        <translation>&amp;Konversation</translation>
    </message>
    <message>
        <source>&amp;Reply</source>
        <translation>&amp;Antworten</translation>
    </message>
    <message>
        <source>Reply to &amp;all</source>
        <translation>&amp;Allen antworten</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Weiterleiten</translation>
    </message>
    <message>
        <source>pass on</source>
        <translation>weitergeben weiterleiten pass on</translation>
    </message>
    <message>
        <source>A&amp;I draft</source>
        <translation>K&amp;I-Entwurf</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>Send &amp;later…</source>
        <translation>S&amp;päter senden…</translation>
    </message>
    <message>
        <source>Insert &amp;template…</source>
        <translation>&amp;Vorlage einfügen…</translation>
    </message>
    <message>
        <source>&amp;Discard draft</source>
        <translation>Entwurf ver&amp;werfen</translation>
    </message>
    <message>
        <source>New &amp;mail</source>
        <translation>Neue &amp;Mail</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Email</source>
        <translation>&amp;E-Mail</translation>
    </message>
    <message>
        <source>&amp;Lead</source>
        <translation>&amp;Lead</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Tone, {shown}</source>
        <translation>Ton, {shown}</translation>
    </message>
    <message>
        <source>Read it before you send.</source>
        <translation>Vor dem Senden lesen.</translation>
    </message>
    <message>
        <source>Stopped. What came so far stands below.</source>
        <translation>Gestoppt. Was bisher kam, steht unten.</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>die Antwort</translation>
    </message>
    <message>
        <source>the mail</source>
        <translation>die Mail</translation>
    </message>
    <message>
        <source>Writing {what} …</source>
        <translation>Schreibt {what} …</translation>
    </message>
    <message>
        <source> with {engine}</source>
        <translation> mit {engine}</translation>
    </message>
    <message>
        <source>Writing {what}{by} …</source>
        <translation>Schreibt {what}{by} …</translation>
    </message>
    <message>
        <source>It could not be written.</source>
        <translation>Das Schreiben ist nicht gelungen.</translation>
    </message>
    <message>
        <source>an answer</source>
        <translation>eine Antwort</translation>
    </message>
    <message>
        <source>a mail</source>
        <translation>eine Mail</translation>
    </message>
    <message>
        <source>AI draft. {read_it}</source>
        <translation>KI-Entwurf. {read_it}</translation>
    </message>
    <message>
        <source>From your template {template}. {read_it}</source>
        <translation>Aus Ihrer Vorlage {template}. {read_it}</translation>
    </message>
    <message>
        <source>Written by Outpost. {read_it}</source>
        <translation>Von Outpost geschrieben. {read_it}</translation>
    </message>
    <message>
        <source>this conversation</source>
        <translation>dieser Konversation</translation>
    </message>
    <message>
        <source>what is known of this lead</source>
        <translation>dem, was über diesen Lead bekannt ist</translation>
    </message>
    <message>
        <source>Nowhere in {where}: {named}. Look at it before you send.</source>
        <translation>Nirgends in {where}: {named}. Vor dem Senden ansehen.</translation>
    </message>
    <message>
        <source>Opening the draft …</source>
        <translation>Entwurf wird geöffnet …</translation>
    </message>
    <message>
        <source>{title} This is a new mail.</source>
        <translation>{title} Dies ist eine neue Mail.</translation>
    </message>
    <message>
        <source>The draft is not saved yet: it is kept here until it is</source>
        <translation>Der Entwurf ist noch nicht gespeichert: Bis dahin bleibt er hier erhalten</translation>
    </message>
    <message>
        <source>Not every file could be taken along.</source>
        <translation>Nicht jede Datei konnte mitgenommen werden.</translation>
    </message>
    <message>
        <source>{left_out}: not on this computer, as whoever brought the message in did not keep them.</source>
        <translation>{left_out}: nicht auf diesem Computer, weil beim Übernehmen der Nachricht nicht behalten.</translation>
    </message>
    <message>
        <source>Opening the text …</source>
        <translation>Text wird geöffnet …</translation>
    </message>
    <message>
        <source>Pasting …</source>
        <translation>Wird eingefügt …</translation>
    </message>
    <message>
        <source>Opening the quoted text …</source>
        <translation>Zitierter Text wird geöffnet …</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>Frühere Versionen…</translation>
    </message>
    <message>
        <source>Opening the version …</source>
        <translation>Version wird geöffnet …</translation>
    </message>
    <message>
        <source>Changed in another window</source>
        <translation>In einem anderen Fenster geändert</translation>
    </message>
    <message>
        <source>Opening what another window wrote …</source>
        <translation>Text aus dem anderen Fenster wird geöffnet …</translation>
    </message>
    <message>
        <source>This draft was sent in another window</source>
        <translation>Dieser Entwurf wurde in einem anderen Fenster gesendet</translation>
    </message>
    <message>
        <source>This draft was discarded in another window</source>
        <translation>Dieser Entwurf wurde in einem anderen Fenster verworfen</translation>
    </message>
    <message>
        <source>It can be docked below its conversation, in the Inbox</source>
        <translation>Lässt sich im Posteingang unter der Konversation andocken</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Draft of a reply</source>
        <translation>Entwurf einer Antwort</translation>
    </message>
    <message>
        <source>Draft of a reply to all</source>
        <translation>Entwurf einer Antwort an alle</translation>
    </message>
    <message>
        <source>Draft of a forward</source>
        <translation>Entwurf einer Weiterleitung</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(kein Betreff)</translation>
    </message>
    <message>
        <source>Draft to {whom}</source>
        <translation>Entwurf an {whom}</translation>
    </message>
    <message>
        <source>no subject</source>
        <translation>kein Betreff</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Entwürfe</translation>
    </message>
    <message>
        <source>No drafts</source>
        <translation>Keine Entwürfe</translation>
    </message>
    <message>
        <source>What you begin to write is kept here until it is sent.</source>
        <translation>Was Sie zu schreiben beginnen, bleibt hier, bis es gesendet ist.</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Underline</source>
        <translation>Unterstrichen</translation>
    </message>
    <message>
        <source>Bulleted list</source>
        <translation>Aufzählung</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Nummerierte Liste</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Quotation</source>
        <translation>Zitat</translation>
    </message>
    <message>
        <source>Remove format</source>
        <translation>Format entfernen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Attaching {name} …</source>
        <translation>{name} wird angehängt …</translation>
    </message>
    <message>
        <source>Adding the picture …</source>
        <translation>Bild wird hinzugefügt …</translation>
    </message>
    <message>
        <source>Adding {name} …</source>
        <translation>{name} wird hinzugefügt …</translation>
    </message>
    <message>
        <source>{filename} attached</source>
        <translation>{filename} angehängt</translation>
    </message>
    <message>
        <source>Delete removes it</source>
        <translation>Mit Delete entfernen</translation>
    </message>
    <message>
        <source>Remove {filename}</source>
        <translation>{filename} entfernen</translation>
    </message>
    <message>
        <source>Together {size_words}: many mail servers refuse more than {size_words_2}. A link to the files travels better.</source>
        <translation>Zusammen {size_words}: Viele Mailserver lehnen mehr als {size_words_2} ab. Ein Link zu den Dateien kommt besser an.</translation>
    </message>
    <message>
        <source>More ways to send</source>
        <translation>Weitere Sendearten</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Insert a template</source>
        <translation>Vorlage einfügen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>Link entfernen</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Write where it leads, like {address}</source>
        <translation>Schreiben Sie, wohin er führt, etwa {address}</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>Bcc</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Suggest a subject</source>
        <translation>Betreff vorschlagen</translation>
    </message>
    <message>
        <source>Open in its own window</source>
        <translation>In eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Dock below the conversation</source>
        <translation>Unter der Konversation andocken</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>From {address}</source>
        <translation>Von {address}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Waiting for the database</source>
        <translation>Wartet auf die Datenbank</translation>
    </message>
    <message>
        <source>Quoted text</source>
        <translation>Zitierter Text</translation>
    </message>
    <message>
        <source>Leave the quoted text out</source>
        <translation>Zitierten Text weglassen</translation>
    </message>
    <message>
        <source>Forwarded message</source>
        <translation>Weitergeleitete Nachricht</translation>
    </message>
    <message>
        <source>It is long, and goes out as it came</source>
        <translation>Sie ist lang und geht hinaus, wie sie kam</translation>
    </message>
    <message>
        <source>Put the quoted text into the text, to answer in it</source>
        <translation>Zitierten Text in den Text setzen, um darin zu antworten</translation>
    </message>
    <message>
        <source>This is no address</source>
        <translation>Das ist keine Adresse</translation>
    </message>
    <message>
        <source>{person}, no address</source>
        <translation>{person}, keine Adresse</translation>
    </message>
    <message>
        <source>Delete removes, Enter edits</source>
        <translation>Delete entfernt, Enter bearbeitet</translation>
    </message>
    <message>
        <source>{person} added</source>
        <translation>{person} hinzugefügt</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Put mine back</source>
        <translation>Meinen Text zurück</translation>
    </message>
    <message>
        <source>Making it shorter …</source>
        <translation>Wird gekürzt …</translation>
    </message>
    <message>
        <source>Making it warmer …</source>
        <translation>Wird herzlicher …</translation>
    </message>
    <message>
        <source>Making it more formal …</source>
        <translation>Wird förmlicher …</translation>
    </message>
    <message>
        <source>Nothing came.</source>
        <translation>Es kam nichts.</translation>
    </message>
    <message>
        <source>What was selected has changed.</source>
        <translation>Das Ausgewählte hat sich geändert.</translation>
    </message>
    <message>
        <source>It stays as it is.</source>
        <translation>Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source> by {engine}</source>
        <translation> von {engine}</translation>
    </message>
    <message>
        <source>Rewritten{by}. Read it.</source>
        <translation>Umgeschrieben{by}. Bitte lesen.</translation>
    </message>
    <message>
        <source>It was not there before: {named}.</source>
        <translation>Das stand vorher nicht da: {named}.</translation>
    </message>
    <message>
        <source>Re&amp;write</source>
        <translation>&amp;Umschreiben</translation>
    </message>
    <message>
        <source>Write the mail first; its subject follows from it.</source>
        <translation>Zuerst die Mail schreiben; der Betreff ergibt sich daraus.</translation>
    </message>
    <message>
        <source>tomorrow 9:00, friday, in 2 hours</source>
        <translation>morgen 9:00, Freitag, in 2 Stunden</translation>
    </message>
    <message>
        <source>That has passed already.</source>
        <translation>Das ist schon vorbei.</translation>
    </message>
    <message>
        <source>The answer is still being written. Read it, then send.</source>
        <translation>Die Antwort wird noch geschrieben. Erst lesen, dann senden.</translation>
    </message>
    <message>
        <source>Send and archive</source>
        <translation>Senden und archivieren</translation>
    </message>
    <message>
        <source>Send later…</source>
        <translation>Später senden…</translation>
    </message>
    <message>
        <source>“{wrong}” is no address.</source>
        <translation>„{wrong}“ ist keine Adresse.</translation>
    </message>
    <message>
        <source>Write whom it is for.</source>
        <translation>Angeben, für wen sie ist.</translation>
    </message>
    <message>
        <source>Send it as it is?</source>
        <translation>So senden, wie sie ist?</translation>
    </message>
    <message>
        <source>What was not saved when Outpost ended is in your drafts</source>
        <translation>Was beim Beenden von Outpost nicht gespeichert war, liegt in den Entwürfen</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>“{name}” cannot be used.</source>
        <translation>„{name}“ kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Filling in “{name}” …</source>
        <translation>„{name}“ wird ausgefüllt …</translation>
    </message>
    <message>
        <source>There are no templates yet. Make one under Templates.</source>
        <translation>Es gibt noch keine Vorlagen. Unter Vorlagen lässt sich eine anlegen.</translation>
    </message>
    <message numerus="yes">
        <source>{fields} have no value: write something in their place.</source>
        <comment>{fields} has no value: write something in its place.</comment>
        <translation>
            <numerusform>{fields} hat keinen Wert: Schreiben Sie etwas an seine Stelle.</numerusform>
            <numerusform>{fields} haben keinen Wert: Schreiben Sie etwas an ihre Stelle.</numerusform>
        </translation>
    </message>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Find a template</source>
        <translation>Vorlage suchen</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Text of the version</source>
        <translation>Text der Version</translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation>Mit dieser weitermachen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 Seite</translation>
    </message>
    <message>
        <source>{count} pages</source>
        <translation>{count} Seiten</translation>
    </message>
    <message>
        <source>Find in the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>No page has these words.</source>
        <translation>Keine Seite enthält diese Wörter.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Öffnen</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Nächste</translation>
    </message>
    <message>
        <source>&amp;Previous</source>
        <translation>&amp;Vorige</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archivieren</translation>
    </message>
    <message>
        <source>file away</source>
        <translation>ablegen wegräumen file away</translation>
    </message>
    <message>
        <source>move to inbox</source>
        <translation>in den posteingang verschieben move to inbox</translation>
    </message>
    <message>
        <source>Mark as read or &amp;unread</source>
        <translation>Als gelesen oder &amp;ungelesen markieren</translation>
    </message>
    <message>
        <source>&amp;Snooze…</source>
        <translation>&amp;Zurückstellen…</translation>
    </message>
    <message>
        <source>follow up</source>
        <translation>nachfassen follow up</translation>
    </message>
    <message>
        <source>&amp;Bring back</source>
        <translation>Zurück&amp;holen</translation>
    </message>
    <message>
        <source>&amp;Flag or unflag</source>
        <translation>&amp;Kennzeichnung ein/aus</translation>
    </message>
    <message>
        <source>&amp;Check</source>
        <translation>&amp;Auswählen</translation>
    </message>
    <message>
        <source>Check a&amp;ll</source>
        <translation>A&amp;lle ankreuzen</translation>
    </message>
    <message>
        <source>select all</source>
        <translation>alle auswählen select all</translation>
    </message>
    <message>
        <source>Check d&amp;ownwards</source>
        <translation>Nach u&amp;nten ankreuzen</translation>
    </message>
    <message>
        <source>Check upwar&amp;ds</source>
        <translation>Nach &amp;oben ankreuzen</translation>
    </message>
    <message>
        <source>Show ori&amp;ginal…</source>
        <translation>Ori&amp;ginal zeigen…</translation>
    </message>
    <message>
        <source>Save &amp;message as…</source>
        <translation>Nachricht &amp;speichern unter…</translation>
    </message>
    <message>
        <source>After archiving: {what}</source>
        <translation>Nach dem Archivieren: {what}</translation>
    </message>
    <message>
        <source>&amp;Lead card</source>
        <translation>Lead-Kar&amp;te</translation>
    </message>
    <message>
        <source>&amp;Make a lead…</source>
        <translation>Lead &amp;anlegen…</translation>
    </message>
    <message numerus="yes">
        <source>{n} remote images</source>
        <comment>{n} remote image</comment>
        <translation>
            <numerusform>{n} Bild aus dem Netz</numerusform>
            <numerusform>{n} Bilder aus dem Netz</numerusform>
        </translation>
    </message>
    <message>
        <source>Load once</source>
        <translation>Einmal laden</translation>
    </message>
    <message>
        <source>Always from this sender</source>
        <translation>Immer von diesem Absender</translation>
    </message>
    <message>
        <source>{count} blocked</source>
        <translation>{count} blockiert</translation>
    </message>
    <message>
        <source>Out of office</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Snooze…</source>
        <translation>Zurückstellen…</translation>
    </message>
    <message>
        <source>Was out of office until {day_words}</source>
        <translation>War abwesend bis {day_words}</translation>
    </message>
    <message>
        <source>Out of office until {day_words}</source>
        <translation>Abwesend bis {day_words}</translation>
    </message>
    <message>
        <source>Snooze until then</source>
        <translation>Bis dahin zurückstellen</translation>
    </message>
    <message>
        <source> to {named}</source>
        <translation> an {named}</translation>
    </message>
    <message>
        <source>Says that mail could not be delivered{to}</source>
        <translation>Meldet: Mail nicht zustellbar{to}</translation>
    </message>
    <message>
        <source>It names no message that you sent there, so nothing follows from it.</source>
        <translation>Sie nennt keine Nachricht, die Sie dorthin gesendet haben, daher folgt nichts daraus.</translation>
    </message>
    <message>
        <source>Could not be delivered{to} yet</source>
        <translation>Noch nicht zugestellt{to}</translation>
    </message>
    <message>
        <source>Could not be delivered{to}</source>
        <translation>Nicht zustellbar{to}</translation>
    </message>
    <message>
        <source>Cancelled: {title}</source>
        <translation>Abgesagt: {title}</translation>
    </message>
    <message>
        <source>Answer to the invitation “{title}”</source>
        <translation>Antwort auf die Einladung „{title}“</translation>
    </message>
    <message>
        <source>{more}, in Today</source>
        <translation>{more}, in Heute</translation>
    </message>
    <message>
        <source>In Today</source>
        <translation>In Heute</translation>
    </message>
    <message>
        <source>Add to Today</source>
        <translation>Zu Heute hinzufügen</translation>
    </message>
    <message>
        <source>{said} to {day} {there}</source>
        <translation>{said} bis {day} {there}</translation>
    </message>
    <message>
        <source>{addresses} and {value} others</source>
        <translation>{addresses} und {value} weitere</translation>
    </message>
    <message>
        <source>Show the rest</source>
        <translation>Rest zeigen</translation>
    </message>
    <message>
        <source>All inboxes</source>
        <translation>Alle Posteingänge</translation>
    </message>
    <message>
        <source>Waiting on them</source>
        <translation>Wartet auf andere</translation>
    </message>
    <message>
        <source>Snoozed</source>
        <translation>Zurückgestellt</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Archive</source>
        <comment>folder</comment>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Add mailbox</source>
        <translation>Postfach hinzufügen</translation>
    </message>
    <message>
        <source>Mailboxes</source>
        <translation>Postfächer</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>Insights</source>
        <translation>Erkenntnisse</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Suggestion: {content}</source>
        <translation>Vorschlag: {content}</translation>
    </message>
    <message>
        <source>Archive them</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>Snooze them</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Mark them as read or unread</source>
        <translation>Als gelesen oder ungelesen markieren</translation>
    </message>
    <message>
        <source>&amp;Next conversation</source>
        <translation>&amp;Nächste Konversation</translation>
    </message>
    <message>
        <source>&amp;Previous conversation</source>
        <translation>&amp;Vorige Konversation</translation>
    </message>
    <message>
        <source>&amp;List alone</source>
        <translation>Nur die &amp;Liste</translation>
    </message>
    <message>
        <source>Save all a&amp;ttachments…</source>
        <translation>Alle Anhän&amp;ge speichern…</translation>
    </message>
    <message>
        <source>Always &amp;show pictures from this sender</source>
        <translation>&amp;Bilder dieses Absenders immer zeigen</translation>
    </message>
    <message>
        <source>&amp;Block pictures from this sender</source>
        <translation>Bilder dieses Absenders &amp;blockieren</translation>
    </message>
    <message>
        <source>Show &amp;original…</source>
        <translation>&amp;Original zeigen…</translation>
    </message>
    <message>
        <source>After archiving or snoozing, show</source>
        <translation>Nach Archivieren oder Zurückstellen zeigen</translation>
    </message>
    <message>
        <source>{filename}, {size_words}. Open</source>
        <translation>{filename}, {size_words}. Öffnen</translation>
    </message>
    <message>
        <source>Save {filename} as…</source>
        <translation>{filename} speichern unter…</translation>
    </message>
    <message>
        <source>Outpost does not know this kind of file. Open it only if you know the sender and expected it.</source>
        <translation>Outpost kennt diese Art von Datei nicht. Nur öffnen, wenn Sie den Absender kennen und sie erwartet haben.</translation>
    </message>
    <message>
        <source>Files of this kind can carry scripts or macros, or hide other files. Open it only if you know the sender and expected it.</source>
        <translation>Dateien dieser Art können Skripte oder Makros enthalten oder andere Dateien verbergen. Nur öffnen, wenn Sie den Absender kennen und sie erwartet haben.</translation>
    </message>
    <message>
        <source>Files of this kind can run programs on your computer, so Outpost does not open them. You can save it if you are sure what it is.</source>
        <translation>Dateien dieser Art können Programme auf Ihrem Computer ausführen, daher öffnet Outpost sie nicht. Sie können sie speichern, wenn Sie sicher sind, was sie ist.</translation>
    </message>
    <message numerus="yes">
        <source>Saved {n} files to {folder}</source>
        <comment>Saved {n} file to {folder}</comment>
        <translation>
            <numerusform>{n} Datei in {folder} gespeichert</numerusform>
            <numerusform>{n} Dateien in {folder} gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>No program opened {name}</source>
        <translation>Kein Programm hat {name} geöffnet</translation>
    </message>
    <message>
        <source>Save it, and open it with a program you choose.</source>
        <translation>Speichern und mit einem Programm Ihrer Wahl öffnen.</translation>
    </message>
    <message>
        <source>{name} could not be saved.</source>
        <translation>{name} konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>{value}. The attachment itself is safe.</source>
        <translation>{value}. Der Anhang selbst ist nicht verloren.</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
    <message>
        <source>Open {name}?</source>
        <translation>{name} öffnen?</translation>
    </message>
    <message>
        <source>{name} is not opened from here</source>
        <translation>{name} wird von hier nicht geöffnet</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>{name} speichern</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <source>{value}. The attachments themselves are safe.</source>
        <translation>{value}. Die Anhänge selbst sind nicht verloren.</translation>
    </message>
    <message>
        <source>This link was not opened: it does not lead to a web page</source>
        <translation>Dieser Link wurde nicht geöffnet: Er führt nicht zu einer Webseite</translation>
    </message>
    <message>
        <source>Its words name {said}, but it leads to {host_of}.</source>
        <translation>Sein Text nennt {said}, er führt aber zu {host_of}.</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>{spoken}. Why</source>
        <translation>{spoken}. Warum</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Intent</source>
        <translation>Absicht</translation>
    </message>
    <message>
        <source>Warm</source>
        <translation>Warm</translation>
    </message>
    <message>
        <source>Cold</source>
        <translation>Kalt</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>{content} urgency</source>
        <translation>Dringlichkeit: {content}</translation>
    </message>
    <message>
        <source>{words}, {sure} sure</source>
        <translation>{words}, {sure} sicher</translation>
    </message>
    <message>
        <source>Not one of your leads yet.</source>
        <translation>Noch keiner Ihrer Leads.</translation>
    </message>
    <message>
        <source>Mail does not reach {address}</source>
        <translation>Mail erreicht {address} nicht</translation>
    </message>
    <message>
        <source>Show lead</source>
        <translation>Lead zeigen</translation>
    </message>
    <message>
        <source>Other conversations</source>
        <translation>Andere Konversationen</translation>
    </message>
    <message>
        <source>Open actions</source>
        <translation>Offene Aufgaben</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>and {value} more</source>
        <translation>und {value} weitere</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <comment>{n} message</comment>
        <translation>
            <numerusform>{n} Nachricht</numerusform>
            <numerusform>{n} Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>gekennzeichnet</translation>
    </message>
    <message>
        <source>has attachments</source>
        <translation>mit Anhängen</translation>
    </message>
    <message>
        <source>snoozed until {when}</source>
        <translation>zurückgestellt bis {when}</translation>
    </message>
    <message>
        <source>You: {snippet}</source>
        <translation>Sie: {snippet}</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Needs reply</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Hot</source>
        <translation>Heiß</translation>
    </message>
    <message>
        <source>&amp;Newest first</source>
        <translation>&amp;Neueste zuerst</translation>
    </message>
    <message>
        <source>&amp;Oldest first</source>
        <translation>Ä&amp;lteste zuerst</translation>
    </message>
    <message>
        <source>&amp;Unread first</source>
        <translation>&amp;Ungelesene zuerst</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Nichts hier</translation>
    </message>
    <message>
        <source>No conversation in this view.</source>
        <translation>Keine Konversation in dieser Ansicht.</translation>
    </message>
    <message>
        <source>Nobody owes you an answer</source>
        <translation>Niemand schuldet Ihnen eine Antwort</translation>
    </message>
    <message>
        <source>Conversations in which you wrote last stand here.</source>
        <translation>Hier stehen Konversationen, in denen Sie zuletzt geschrieben haben.</translation>
    </message>
    <message>
        <source>Nothing snoozed</source>
        <translation>Nichts zurückgestellt</translation>
    </message>
    <message>
        <source>Press H on a conversation, and it comes back when you want it.</source>
        <translation>H auf einer Konversation drücken, und sie kommt zurück, wann Sie wollen.</translation>
    </message>
    <message>
        <source>Nothing sent yet</source>
        <translation>Noch nichts gesendet</translation>
    </message>
    <message>
        <source>What you write stands here.</source>
        <translation>Was Sie schreiben, steht hier.</translation>
    </message>
    <message>
        <source>Nothing archived</source>
        <translation>Nichts archiviert</translation>
    </message>
    <message>
        <source>Press E on a conversation that is done, and it goes here.</source>
        <translation>E auf einer erledigten Konversation drücken, und sie kommt hierher.</translation>
    </message>
    <message>
        <source>Search mail</source>
        <translation>Mail durchsuchen</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Konversationen</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>No mail has “{text}”.</source>
        <translation>Keine Mail enthält „{text}“.</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Import mail</source>
        <translation>Mail importieren</translation>
    </message>
    <message>
        <source>It shows here as it comes in.</source>
        <translation>Sie erscheint hier, sobald sie eingeht.</translation>
    </message>
    <message>
        <source>Connect a mailbox</source>
        <translation>Postfach verbinden</translation>
    </message>
    <message>
        <source>Connect a mailbox, or import an mbox, a Maildir or .eml files.</source>
        <translation>Ein Postfach verbinden oder mbox, Maildir oder .eml-Dateien importieren.</translation>
    </message>
    <message>
        <source>No mail yet</source>
        <translation>Noch keine Mail</translation>
    </message>
    <message>
        <source>All read</source>
        <translation>Alles gelesen</translation>
    </message>
    <message>
        <source>New mail stands here first.</source>
        <translation>Neue Mail steht zuerst hier.</translation>
    </message>
    <message>
        <source>All answered</source>
        <translation>Alles beantwortet</translation>
    </message>
    <message>
        <source>Nobody waits for you.</source>
        <translation>Niemand wartet auf Sie.</translation>
    </message>
    <message>
        <source>Nothing hot</source>
        <translation>Nichts Heißes</translation>
    </message>
    <message>
        <source>No mail of a hot lead here.</source>
        <translation>Keine Mail eines heißen Leads hier.</translation>
    </message>
    <message>
        <source>Original message</source>
        <translation>Originalnachricht</translation>
    </message>
    <message>
        <source>{size}, of which the beginning is shown</source>
        <translation>{size}, gezeigt wird der Anfang</translation>
    </message>
    <message>
        <source>Save all…</source>
        <translation>Alle speichern…</translation>
    </message>
    <message>
        <source>Hide {what}</source>
        <translation>{what} ausblenden</translation>
    </message>
    <message>
        <source>Show {what}</source>
        <translation>{what} anzeigen</translation>
    </message>
    <message>
        <source>, has attachments</source>
        <translation>, mit Anhängen</translation>
    </message>
    <message>
        <source>{value}, {when}, {said}. Fold message</source>
        <translation>{value}, {when}, {said}. Nachricht einklappen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>Save {name} as…</source>
        <translation>{name} speichern unter …</translation>
    </message>
    <message>
        <source>Recipients: {said}</source>
        <translation>Empfänger: {said}</translation>
    </message>
    <message>
        <source>Snooze until</source>
        <translation>Zurückstellen bis</translation>
    </message>
    <message>
        <source>tomorrow 9, next week, 19 June</source>
        <translation>morgen 9 Uhr, nächste Woche, 19. Juni</translation>
    </message>
    <message>
        <source>Bring back now</source>
        <translation>Jetzt zurückholen</translation>
    </message>
    <message>
        <source>That has passed already, or is years away.</source>
        <translation>Das ist schon vorbei oder noch Jahre hin.</translation>
    </message>
    <message>
        <source>Reading the conversation …</source>
        <translation>Konversation wird gelesen …</translation>
    </message>
    <message>
        <source>Written by {engine}.</source>
        <translation>Geschrieben von {engine}.</translation>
    </message>
    <message>
        <source>Put together here.</source>
        <translation>Hier zusammengestellt.</translation>
    </message>
    <message>
        <source>There is nothing to summarise.</source>
        <translation>Es gibt nichts zusammenzufassen.</translation>
    </message>
    <message>
        <source>{by} Read the mail before you rely on it.</source>
        <translation>{by} Lesen Sie die Mail, bevor Sie sich darauf verlassen.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Summary of this conversation</source>
        <translation>Zusammenfassung dieser Konversation</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Move to inbox</source>
        <translation>In den Posteingang</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>the web engine is not installed</source>
        <translation>die Web-Engine ist nicht installiert</translation>
    </message>
    <message>
        <source>Outpost runs as root, for whom there is no sandbox</source>
        <translation>Outpost läuft als root, und für root gibt es keine Sandbox</translation>
    </message>
    <message>
        <source>this system does not let programs build a sandbox (user namespaces)</source>
        <translation>dieses System lässt Programme keine Sandbox bauen (user namespaces)</translation>
    </message>
    <message>
        <source>Why “{content}”</source>
        <translation>Warum „{content}“</translation>
    </message>
    <message>
        <source>Not right</source>
        <translation>Stimmt nicht</translation>
    </message>
    <message>
        <source>It is shown no more. Kinds that are never right go quiet.</source>
        <translation>Das wird nicht mehr gezeigt. Arten, die nie stimmen, verstummen.</translation>
    </message>
    <message>
        <source>No single words led to it: it is what the rest of the mail sounds like.</source>
        <translation>Keine einzelnen Wörter führten dazu: Der Rest der Mail klingt so.</translation>
    </message>
    <message>
        <source>{percent} sure: {of_such}</source>
        <translation>{percent} sicher: {of_such}</translation>
    </message>
    <message>
        <source>Read on this computer by Outpost itself; nothing was sent anywhere.</source>
        <translation>Auf diesem Computer von Outpost selbst gelesen; nichts wurde irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Read by {engine}.</source>
        <translation>Gelesen von {engine}.</translation>
    </message>
    <message>
        <source>nearly all such findings are right.</source>
        <translation>fast alle solchen Befunde stimmen.</translation>
    </message>
    <message>
        <source>about {right} of 10 such findings are right.</source>
        <translation>etwa {right} von 10 solchen Befunden stimmen.</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>since {day} {month}{year}</source>
        <translation>seit {day}. {month}{year}</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Meeting cancelled by {who}</source>
        <translation>Termin abgesagt von {who}</translation>
    </message>
    <message>
        <source>Meeting moved by {who}</source>
        <translation>Termin verschoben von {who}</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <comment>{n} byte</comment>
        <translation>
            <numerusform>{n} Byte</numerusform>
            <numerusform>{n} Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>{amount} {unit}</source>
        <translation>{amount} {unit}</translation>
    </message>
    <message>
        <source>to {names}</source>
        <translation>an {names}</translation>
    </message>
    <message>
        <source>cc {names}</source>
        <translation>Cc {names}</translation>
    </message>
    <message>
        <source>to</source>
        <translation>an</translation>
    </message>
    <message>
        <source>cc</source>
        <translation>Cc</translation>
    </message>
    <message>
        <source>{named} and {more} others</source>
        <translation>{named} und {more} weitere</translation>
    </message>
    <message>
        <source>{names} and {value} others</source>
        <translation>{names} und {value} weitere</translation>
    </message>
    <message>
        <source>For example thu 2pm, in 3 working days, 17 June 14:30. Empty is any time.</source>
        <translation>Zum Beispiel Do 14 Uhr, in 3 Arbeitstagen, 17. Juni 14:30. Leer heißt jederzeit.</translation>
    </message>
    <message>
        <source>Change the action</source>
        <translation>Aufgabe ändern</translation>
    </message>
    <message>
        <source>Done, and what is next?</source>
        <translation>Erledigt, und was kommt als Nächstes?</translation>
    </message>
    <message>
        <source>What is to be done</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Send volume pricing</source>
        <translation>Staffelpreise senden</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>tomorrow 9:00</source>
        <translation>morgen 9:00</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Add action</source>
        <translation>Aufgabe hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>&amp;Next lead</source>
        <translation>&amp;Nächster Lead</translation>
    </message>
    <message>
        <source>&amp;Previous lead</source>
        <translation>&amp;Voriger Lead</translation>
    </message>
    <message>
        <source>Check &amp;all</source>
        <translation>&amp;Alle ankreuzen</translation>
    </message>
    <message>
        <source>Add an &amp;action…</source>
        <translation>A&amp;ufgabe hinzufügen…</translation>
    </message>
    <message>
        <source>Add a &amp;meeting…</source>
        <translation>&amp;Termin hinzufügen…</translation>
    </message>
    <message>
        <source>Change &amp;status…</source>
        <translation>&amp;Status ändern…</translation>
    </message>
    <message>
        <source>&amp;Write to each from a template…</source>
        <translation>Allen aus V&amp;orlage schreiben…</translation>
    </message>
    <message>
        <source>mail merge</source>
        <translation>serien-mail serienbrief mail merge</translation>
    </message>
    <message>
        <source>Add to a se&amp;quence…</source>
        <translation>Zu Se&amp;quenz hinzufügen…</translation>
    </message>
    <message>
        <source>Move to the status on the &amp;right</source>
        <translation>In den Status &amp;rechts</translation>
    </message>
    <message>
        <source>Move to the status on the &amp;left</source>
        <translation>In den Status &amp;links</translation>
    </message>
    <message>
        <source>&amp;Board</source>
        <translation>&amp;Board</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;History…</source>
        <translation>&amp;Verlauf…</translation>
    </message>
    <message>
        <source>Manage &amp;fields…</source>
        <translation>&amp;Felder verwalten…</translation>
    </message>
    <message>
        <source>&amp;Merge checked…</source>
        <translation>An&amp;gekreuzte zusammenführen…</translation>
    </message>
    <message>
        <source>Find &amp;duplicates…</source>
        <translation>&amp;Dubletten suchen…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Add a &amp;filter…</source>
        <translation>F&amp;ilter hinzufügen…</translation>
    </message>
    <message>
        <source>Edit the filter as &amp;text</source>
        <translation>Filter als Te&amp;xt bearbeiten</translation>
    </message>
    <message>
        <source>Sa&amp;ve view…</source>
        <translation>Ansicht s&amp;peichern…</translation>
    </message>
    <message>
        <source>&amp;Back to the view as saved</source>
        <translation>&amp;Zurück zur gespeicherten Ansicht</translation>
    </message>
    <message>
        <source>Compare them, to merge them or to say that they are not the same</source>
        <translation>Vergleichen, um sie zusammenzuführen oder zu sagen, dass sie verschieden sind</translation>
    </message>
    <message numerus="yes">
        <source>Possibly the same as {n} others</source>
        <comment>Possibly the same as {n} other</comment>
        <translation>
            <numerusform>Möglicherweise derselbe wie {n} anderer</numerusform>
            <numerusform>Möglicherweise derselbe wie {n} andere</numerusform>
        </translation>
    </message>
    <message>
        <source>last contact {contact_words}</source>
        <translation>letzter Kontakt {contact_words}</translation>
    </message>
    <message>
        <source>draft ready</source>
        <translation>Entwurf bereit</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>You: {said}</source>
        <translation>Sie: {said}</translation>
    </message>
    <message>
        <source>No action planned</source>
        <translation>Keine Aufgabe geplant</translation>
    </message>
    <message>
        <source>New {word} lead</source>
        <translation>Neuer Lead: {word}</translation>
    </message>
    <message>
        <source>More for {word} leads</source>
        <translation>Mehr für Leads im Status {word}</translation>
    </message>
    <message>
        <source>, 1 lead</source>
        <translation>, 1 Lead</translation>
    </message>
    <message>
        <source>, {count} leads</source>
        <translation>, {count} Leads</translation>
    </message>
    <message>
        <source>{word} leads</source>
        <translation>Leads im Status {word}</translation>
    </message>
    <message>
        <source>No {word} leads</source>
        <translation>Keine Leads im Status {word}</translation>
    </message>
    <message>
        <source>No {word} lead fits the filter</source>
        <translation>Kein Lead im Status {word} passt zum Filter</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>Sorti&amp;eren nach</translation>
    </message>
    <message>
        <source>Select &amp;all in column</source>
        <translation>Alle in S&amp;palte auswählen</translation>
    </message>
    <message>
        <source>Move lead</source>
        <translation>Lead verschieben</translation>
    </message>
    <message>
        <source>{name}, backwards</source>
        <translation>{name}, absteigend</translation>
    </message>
    <message>
        <source>Sorted by {names}</source>
        <translation>Sortiert: {names}</translation>
    </message>
    <message>
        <source>, then </source>
        <translation>, dann </translation>
    </message>
    <message>
        <source>Delete {count} leads?</source>
        <translation>{count} Leads löschen?</translation>
    </message>
    <message>
        <source>Their actions, insights and conversations go with them; the mail itself stays. Edit &gt; Undo brings all of it back.</source>
        <translation>Ihre Aufgaben, Erkenntnisse und Konversationen gehen mit; die Mail selbst bleibt. Bearbeiten &gt; Rückgängig bringt alles zurück.</translation>
    </message>
    <message>
        <source>With each of {leads_words}, as one step</source>
        <translation>Mit {leads_words}, in einem Schritt</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>{count} ausgewählt</translation>
    </message>
    <message>
        <source>Change the status</source>
        <translation>Status ändern</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write to each, from a template</source>
        <translation>Allen aus einer Vorlage schreiben</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Sequenz</translation>
    </message>
    <message>
        <source>Add them to a sequence</source>
        <translation>Zu einer Sequenz hinzufügen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Change a field</source>
        <translation>Feld ändern</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Plan an action with each</source>
        <translation>Mit jedem eine Aufgabe planen</translation>
    </message>
    <message>
        <source>Export to a file</source>
        <translation>In eine Datei exportieren</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Make one lead of them</source>
        <translation>Zu einem Lead zusammenführen</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Uncheck all</source>
        <translation>Alle abwählen</translation>
    </message>
    <message>
        <source>A number, for example 1,200. Empty takes it away.</source>
        <translation>Eine Zahl, zum Beispiel 1,200. Leer entfernt sie.</translation>
    </message>
    <message>
        <source>A date, for example 17 June 2026. Empty takes it away.</source>
        <translation>Ein Datum, zum Beispiel 17 June 2026. Leer entfernt es.</translation>
    </message>
    <message>
        <source>Of {leads_words}, as one step</source>
        <translation>Bei {leads_words}, in einem Schritt</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Neuer Wert</translation>
    </message>
    <message>
        <source>Empty takes it away</source>
        <translation>Leer nimmt es weg</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>17 June 2026</source>
        <translation>17 June 2026</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>“{title}” follows from other things; it cannot be typed.</source>
        <translation>„{title}“ ergibt sich aus anderem und lässt sich nicht eintippen.</translation>
    </message>
    <message>
        <source>{title} copied</source>
        <translation>{title} kopiert</translation>
    </message>
    <message>
        <source>{count} leads are too many for the clipboard.</source>
        <translation>{count} Leads sind zu viele für die Zwischenablage.</translation>
    </message>
    <message>
        <source>Copy up to {most}, or export them to a file.</source>
        <translation>Bis zu {most} kopieren oder alle in eine Datei exportieren.</translation>
    </message>
    <message>
        <source>{rows} leads copied</source>
        <translation>{rows} Leads kopiert</translation>
    </message>
    <message>
        <source>Lead copied</source>
        <translation>Lead kopiert</translation>
    </message>
    <message>
        <source>Nothing to paste</source>
        <translation>Nichts einzufügen</translation>
    </message>
    <message>
        <source>Copying {done} of {total} leads</source>
        <translation>{done} von {total} Leads werden kopiert</translation>
    </message>
    <message>
        <source>Sort &amp;ascending</source>
        <translation>&amp;Aufsteigend sortieren</translation>
    </message>
    <message>
        <source>Sort &amp;descending</source>
        <translation>A&amp;bsteigend sortieren</translation>
    </message>
    <message>
        <source>&amp;Then by this</source>
        <translation>&amp;Dann hiernach</translation>
    </message>
    <message>
        <source>Do &amp;not sort by this</source>
        <translation>&amp;Nicht hiernach sortieren</translation>
    </message>
    <message>
        <source>Un&amp;pin</source>
        <translation>Fi&amp;xierung lösen</translation>
    </message>
    <message>
        <source>&amp;Pin to the left</source>
        <translation>Links fi&amp;xieren</translation>
    </message>
    <message>
        <source>Move &amp;left</source>
        <translation>Nach &amp;links</translation>
    </message>
    <message>
        <source>Move &amp;right</source>
        <translation>Nach &amp;rechts</translation>
    </message>
    <message>
        <source>&amp;Fit to contents</source>
        <translation>An &amp;Inhalt anpassen</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>Aus&amp;blenden</translation>
    </message>
    <message>
        <source>&amp;Columns…</source>
        <translation>&amp;Spalten…</translation>
    </message>
    <message>
        <source>Row &amp;height</source>
        <translation>Zeilen&amp;höhe</translation>
    </message>
    <message>
        <source>R&amp;eset columns</source>
        <translation>Spalten &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Find a column</source>
        <translation>Spalte suchen</translation>
    </message>
    <message>
        <source>Row height</source>
        <translation>Zeilenhöhe</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Any of several conditions…</source>
        <translation>Eine von mehreren Bedingungen…</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Find a field</source>
        <translation>Feld suchen</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Operatoren</translation>
    </message>
    <message>
        <source>Operator: {op_words}</source>
        <translation>Operator: {op_words}</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>2026-01-31, yesterday</source>
        <translation>2026-01-31, yesterday</translation>
    </message>
    <message>
        <source>Words to look for</source>
        <translation>Gesuchte Wörter</translation>
    </message>
    <message>
        <source>Choose one or several.</source>
        <translation>Eines oder mehrere wählen.</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>Jan</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>Feb</translation>
    </message>
    <message>
        <source>March</source>
        <translation>März</translation>
    </message>
    <message>
        <source>April</source>
        <translation>April</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Mai</translation>
    </message>
    <message>
        <source>June</source>
        <translation>Juni</translation>
    </message>
    <message>
        <source>July</source>
        <translation>Juli</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>Aug</translation>
    </message>
    <message>
        <source>Sept</source>
        <translation>Sept</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>Okt</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>Nov</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>Dez</translation>
    </message>
    <message>
        <source>{value} days late</source>
        <translation>{value} Tage überfällig</translation>
    </message>
    <message>
        <source>Today{at}</source>
        <translation>Heute{at}</translation>
    </message>
    <message>
        <source>Tomorrow{at}</source>
        <translation>Morgen{at}</translation>
    </message>
    <message>
        <source>{day} {day_2} {month}{year}</source>
        <translation>{day} {day_2}. {month}{year}</translation>
    </message>
    <message>
        <source>due {due}, late</source>
        <translation>fällig {due}, überfällig</translation>
    </message>
    <message>
        <source>due {due}</source>
        <translation>fällig {due}</translation>
    </message>
    <message>
        <source>{named} and {named_2}</source>
        <translation>{named} und {named_2}</translation>
    </message>
    <message>
        <source>Possible duplicates</source>
        <translation>Mögliche Dubletten</translation>
    </message>
    <message numerus="yes">
        <source>{n} pairs</source>
        <comment>{n} pair</comment>
        <translation>
            <numerusform>{n} Paar</numerusform>
            <numerusform>{n} Paare</numerusform>
        </translation>
    </message>
    <message>
        <source>{leads} still to compare</source>
        <translation>{leads} noch zu vergleichen</translation>
    </message>
    <message>
        <source>Still comparing</source>
        <translation>Vergleich läuft noch</translation>
    </message>
    <message>
        <source>New and changed leads are compared in the background. What is found comes here.</source>
        <translation>Neue und geänderte Leads werden im Hintergrund verglichen. Was gefunden wird, kommt hierher.</translation>
    </message>
    <message>
        <source>No duplicates</source>
        <translation>Keine Dubletten</translation>
    </message>
    <message>
        <source>Every lead stands for somebody else, as far as addresses, numbers and names tell.</source>
        <translation>Jeder Lead steht für jemand anderen, soweit Adressen, Nummern und Namen es zeigen.</translation>
    </message>
    <message>
        <source>Comparing all leads again</source>
        <translation>Alle Leads werden erneut verglichen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>Compare all leads again</source>
        <translation>Alle Leads erneut vergleichen</translation>
    </message>
    <message>
        <source>Not duplicates</source>
        <translation>Keine Dubletten</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>over 100,000 leads</source>
        <translation>über 100.000 Leads</translation>
    </message>
    <message>
        <source>This was not saved yet.</source>
        <translation>Das wurde noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>{get} was not saved.</source>
        <translation>{get} wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>A field</source>
        <translation>Ein Feld</translation>
    </message>
    <message>
        <source>{why} What you typed is kept: it is there when you open the lead again.</source>
        <translation>{why} Die Eingabe bleibt erhalten: Sie ist da, wenn Sie den Lead wieder öffnen.</translation>
    </message>
    <message>
        <source>No lead fits these words and filters.</source>
        <translation>Kein Lead passt zu diesen Wörtern und Filtern.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>Nobody here</source>
        <translation>Niemand hier</translation>
    </message>
    <message>
        <source>No lead is in this view now.</source>
        <translation>Zurzeit ist kein Lead in dieser Ansicht.</translation>
    </message>
    <message>
        <source>“{name}” cannot be shown</source>
        <translation>„{name}“ kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>No leads yet</source>
        <translation>Noch keine Leads</translation>
    </message>
    <message>
        <source>Bring a CSV, Excel or vCard file, or drop one anywhere on this window.</source>
        <translation>Eine CSV-, Excel- oder vCard-Datei wählen oder auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Import leads</source>
        <translation>Leads importieren</translation>
    </message>
    <message>
        <source>New lead</source>
        <translation>Neuer Lead</translation>
    </message>
    <message>
        <source>or press [C] to add one by hand</source>
        <translation>oder mit [C] von Hand einen hinzufügen</translation>
    </message>
    <message>
        <source>Excel</source>
        <translation>Excel</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv)</source>
        <translation>CSV-Dateien (*.csv *.tsv)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel-Arbeitsmappen (*.xlsx)</translation>
    </message>
    <message>
        <source>vCards (*.vcf)</source>
        <translation>vCards (*.vcf)</translation>
    </message>
    <message>
        <source>For spreadsheets and other programs. Opens in Excel without running any formula.</source>
        <translation>Für Tabellen und andere Programme. Öffnet sich in Excel, ohne Formeln auszuführen.</translation>
    </message>
    <message>
        <source>A workbook with typed numbers and dates.</source>
        <translation>Eine Arbeitsmappe mit echten Zahlen und Daten.</translation>
    </message>
    <message>
        <source>For address books: Outlook, Google Contacts, Apple Contacts.</source>
        <translation>Für Adressbücher: Outlook, Google Contacts, Apple Contacts.</translation>
    </message>
    <message>
        <source>Export leads</source>
        <translation>Leads exportieren</translation>
    </message>
    <message>
        <source>Those shown</source>
        <translation>Die gezeigten</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Export 1 lead</source>
        <translation>1 Lead exportieren</translation>
    </message>
    <message>
        <source>Export {count} leads</source>
        <translation>{count} Leads exportieren</translation>
    </message>
    <message>
        <source>Write to this address</source>
        <translation>An diese Adresse schreiben</translation>
    </message>
    <message>
        <source>Open the website</source>
        <translation>Website öffnen</translation>
    </message>
    <message>
        <source>Add a field…</source>
        <translation>Feld hinzufügen…</translation>
    </message>
    <message>
        <source>Add a further address</source>
        <translation>Weitere Adresse hinzufügen</translation>
    </message>
    <message>
        <source>Further address</source>
        <translation>Weitere Adresse</translation>
    </message>
    <message>
        <source>The address</source>
        <translation>Die Adresse</translation>
    </message>
    <message>
        <source>2026-06-17, 17 June, friday</source>
        <translation>2026-06-17, 17 June, friday</translation>
    </message>
    <message>
        <source>What to do with {address}</source>
        <translation>Was mit {address} zu tun ist</translation>
    </message>
    <message>
        <source>&amp;Make it the first address</source>
        <translation>&amp;Zur ersten Adresse machen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>Feld hinzufügen</translation>
    </message>
    <message>
        <source>Change the field</source>
        <translation>Feld ändern</translation>
    </message>
    <message>
        <source>Every lead gets it. Values stay with the leads, also when the field is removed.</source>
        <translation>Jeder Lead bekommt es. Werte bleiben bei den Leads, auch wenn das Feld entfernt wird.</translation>
    </message>
    <message>
        <source>Contract value</source>
        <translation>Vertragswert</translation>
    </message>
    <message>
        <source>Choices, one on each line</source>
        <translation>Auswahl, ein Eintrag je Zeile</translation>
    </message>
    <message>
        <source>Add field</source>
        <translation>Feld hinzufügen</translation>
    </message>
    <message>
        <source>Fields of leads</source>
        <translation>Felder der Leads</translation>
    </message>
    <message>
        <source>No fields of your own yet.</source>
        <translation>Noch keine eigenen Felder.</translation>
    </message>
    <message>
        <source>Move {title} up</source>
        <translation>{title} nach oben</translation>
    </message>
    <message>
        <source>Move {title} down</source>
        <translation>{title} nach unten</translation>
    </message>
    <message>
        <source>Change {title}</source>
        <translation>{title} ändern</translation>
    </message>
    <message>
        <source>Remove {title}</source>
        <translation>{title} entfernen</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads have</source>
        <comment>{n} lead has</comment>
        <translation>
            <numerusform>{n} Lead hat</numerusform>
            <numerusform>{n} Leads haben</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove “{title}”?</source>
        <translation>„{title}“ entfernen?</translation>
    </message>
    <message>
        <source>{whose} a value of it. The values stay with the leads and are there again when a field of this name is added, but until then nobody sees them.</source>
        <translation>{whose} einen Wert darin. Die Werte bleiben bei den Leads und sind wieder da, wenn ein Feld dieses Namens hinzugefügt wird, aber bis dahin sieht sie niemand.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>{words} Did you mean</source>
        <translation>{words} Meinten Sie</translation>
    </message>
    <message>
        <source>Add a filter  F</source>
        <translation>Filter hinzufügen  F</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Edited: back to the view as it was saved</source>
        <translation>Bearbeitet: zurück zur gespeicherten Ansicht</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Filter: {said}</source>
        <translation>Filter: {said}</translation>
    </message>
    <message>
        <source>{said}
This field is not there any more.</source>
        <translation>{said}
Dieses Feld gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>{tip}
Enter changes, Del removes</source>
        <translation>{tip}
Enter ändert, Del entfernt</translation>
    </message>
    <message>
        <source>Several conditions</source>
        <translation>Mehrere Bedingungen</translation>
    </message>
    <message>
        <source>Leads of which</source>
        <translation>Leads, auf die</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebige</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>of these hold</source>
        <translation>davon zutreffen</translation>
    </message>
    <message>
        <source>Leave these leads out instead</source>
        <translation>Diese Leads stattdessen auslassen</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Table or board</source>
        <translation>Tabelle oder Board</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Nothing was done to this lead yet. What you change is listed here.</source>
        <translation>An diesem Lead wurde noch nichts geändert. Was Sie ändern, wird hier aufgeführt.</translation>
    </message>
    <message>
        <source>Show earlier</source>
        <translation>Frühere zeigen</translation>
    </message>
    <message>
        <source>, undone</source>
        <translation>, rückgängig gemacht</translation>
    </message>
    <message>
        <source>, still going on</source>
        <translation>, läuft noch</translation>
    </message>
    <message>
        <source>Undo: {said}</source>
        <translation>Rückgängig: {said}</translation>
    </message>
    <message>
        <source>{what}, added</source>
        <translation>{what}, hinzugefügt</translation>
    </message>
    <message>
        <source>{what}, deleted</source>
        <translation>{what}, gelöscht</translation>
    </message>
    <message>
        <source>{what}, changed</source>
        <translation>{what}, geändert</translation>
    </message>
    <message>
        <source>Line {accessible_text}</source>
        <translation>Zeile {accessible_text}</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Mended</source>
        <translation>Berichtigt</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Add what they say to the first row</source>
        <translation>Ihre Angaben in die erste Zeile übernehmen</translation>
    </message>
    <message>
        <source>These rows say nothing that their leads do not have.</source>
        <translation>Diese Zeilen sagen nichts, was ihre Leads nicht schon haben.</translation>
    </message>
    <message>
        <source>Mend a cell (Enter or a double click), or import the others.</source>
        <translation>Eine Zelle berichtigen (Enter oder Doppelklick) oder die übrigen importieren.</translation>
    </message>
    <message>
        <source>{name}: {titles}, looks like {kind}</source>
        <translation>{name}: {titles}, sieht aus wie {kind}</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Spalten der Datei</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Blatt</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Kodierung</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Which column holds the e-mail addresses? Choose “Email” above it.</source>
        <translation>Welche Spalte enthält die E-Mail-Adressen? Darüber „E-Mail“ wählen.</translation>
    </message>
    <message>
        <source>What “{name}” feeds</source>
        <translation>Wohin „{name}“ geht</translation>
    </message>
    <message>
        <source>Keep with the lead</source>
        <translation>Beim Lead aufbewahren</translation>
    </message>
    <message>
        <source>New field “{name}”</source>
        <translation>Neues Feld „{name}“</translation>
    </message>
    <message>
        <source>Export failed rows…</source>
        <translation>Fehlerhafte Zeilen exportieren…</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Import rückgängig machen</translation>
    </message>
    <message>
        <source>The import did not finish</source>
        <translation>Der Import wurde nicht fertig</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>{name} wird importiert</translation>
    </message>
    <message>
        <source>It goes on when you close this.</source>
        <translation>Das läuft nach dem Schließen weiter.</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Nothing had to be changed</source>
        <translation>Nichts musste geändert werden</translation>
    </message>
    <message>
        <source>Export failed rows</source>
        <translation>Fehlerhafte Zeilen exportieren</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>{count} rows saved in {name}</source>
        <translation>{count} Zeilen in {name} gespeichert</translation>
    </message>
    <message>
        <source>Importing “{name}”</source>
        <translation>Import von „{name}“</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads added</source>
        <comment>{n} lead added</comment>
        <translation>
            <numerusform>{n} Lead hinzugefügt</numerusform>
            <numerusform>{n} Leads hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>{updated} updated</source>
        <translation>{updated} aktualisiert</translation>
    </message>
    <message>
        <source>“{name}” imported: {what}</source>
        <translation>„{name}“ importiert: {what}</translation>
    </message>
    <message>
        <source>{left} known already</source>
        <translation>{left} schon bekannt</translation>
    </message>
    <message>
        <source>{result} refused</source>
        <translation>{result} abgelehnt</translation>
    </message>
    <message>
        <source>Check</source>
        <comment>whether all is well</comment>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Step {value} of {count}: {steps}</source>
        <translation>Schritt {value} von {count}: {steps}</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>{name} importieren</translation>
    </message>
    <message>
        <source>Looking at the rows…</source>
        <translation>Zeilen werden geprüft…</translation>
    </message>
    <message numerus="yes">
        <source>Import {n} rows</source>
        <comment>Import {n} row</comment>
        <translation>
            <numerusform>{n} Zeile importieren</numerusform>
            <numerusform>{n} Zeilen importieren</numerusform>
        </translation>
    </message>
    <message>
        <source>This file cannot be imported</source>
        <translation>Diese Datei kann nicht importiert werden</translation>
    </message>
    <message>
        <source>Further email</source>
        <translation>Weitere E-Mail</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Middle name</source>
        <translation>Zweiter Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Kept with the lead</source>
        <translation>Beim Lead aufbewahrt</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>Schon da</translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Nichts Neues</translation>
    </message>
    <message>
        <source>Doubled</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Same address</source>
        <translation>Gleiche Adresse</translation>
    </message>
    <message>
        <source>Same name and company</source>
        <translation>Gleicher Name, gleiche Firma</translation>
    </message>
    <message>
        <source>Same company’s domain</source>
        <translation>Domain derselben Firma</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <source>Text table</source>
        <translation>Texttabelle</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel-Arbeitsmappe</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>of a column</comment>
        <translation>leer</translation>
    </message>
    <message>
        <source>text</source>
        <comment>of a column</comment>
        <translation>Text</translation>
    </message>
    <message>
        <source>number</source>
        <comment>of a column</comment>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>date</source>
        <comment>of a column</comment>
        <translation>Datum</translation>
    </message>
    <message>
        <source>e-mail</source>
        <comment>of a column</comment>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>phone</source>
        <comment>of a column</comment>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>website</source>
        <comment>of a column</comment>
        <translation>Website</translation>
    </message>
    <message>
        <source>yes/no</source>
        <comment>of a column</comment>
        <translation>ja/nein</translation>
    </message>
    <message numerus="yes">
        <source>{n} cards</source>
        <comment>{n} card</comment>
        <translation>
            <numerusform>{n} Karte</numerusform>
            <numerusform>{n} Karten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rows</source>
        <comment>{n} row</comment>
        <translation>
            <numerusform>{n} Zeile</numerusform>
            <numerusform>{n} Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new leads</source>
        <comment>{n} new lead</comment>
        <translation>
            <numerusform>{n} neuer Lead</numerusform>
            <numerusform>{n} neue Leads</numerusform>
        </translation>
    </message>
    <message>
        <source>{refused} refused</source>
        <translation>{refused} abgelehnt</translation>
    </message>
    <message>
        <source>Add {value}</source>
        <translation>{value} hinzufügen</translation>
    </message>
    <message>
        <source>{title}, {words}, edit</source>
        <translation>{title}, {words}, bearbeiten</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <translation>Tag wählen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Sie</translation>
    </message>
    <message>
        <source>paused, goes on {due}</source>
        <translation>angehalten, weiter {due}</translation>
    </message>
    <message>
        <source>Show the sequence</source>
        <translation>Sequenz zeigen</translation>
    </message>
    <message>
        <source>Lead this lead: {sequence}</source>
        <translation>Diesen Lead führen: {sequence}</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausieren</translation>
    </message>
    <message>
        <source>S&amp;kip this step</source>
        <translation>Schritt ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>A name, a company or an address; may stay empty.</source>
        <translation>Ein Name, eine Firma oder eine Adresse; darf leer bleiben.</translation>
    </message>
    <message>
        <source>Ines Caldaro</source>
        <translation>Ines Caldaro</translation>
    </message>
    <message>
        <source>No lead is called so.</source>
        <translation>Kein Lead heißt so.</translation>
    </message>
    <message>
        <source>{title} chosen</source>
        <translation>{title} gewählt</translation>
    </message>
    <message>
        <source>These leads are not there any more.</source>
        <translation>Diese Leads gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Somebody merged or deleted them.</source>
        <translation>Jemand hat sie zusammengeführt oder gelöscht.</translation>
    </message>
    <message>
        <source>Merge leads</source>
        <translation>Leads zusammenführen</translation>
    </message>
    <message>
        <source>{moves_words} Their other addresses stay with it.</source>
        <translation>{moves_words} Ihre anderen Adressen bleiben bei ihm.</translation>
    </message>
    <message>
        <source>Merge {count} leads</source>
        <translation>{count} Leads zusammenführen</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>Keep {name}, {detail}</source>
        <translation>{name} behalten, {detail}</translation>
    </message>
    <message>
        <source>Keep {name}, with all that it has</source>
        <translation>{name} behalten, mit allem, was dazugehört</translation>
    </message>
    <message>
        <source>{title}: {words}, the same in all</source>
        <translation>{title}: {words}, bei allen gleich</translation>
    </message>
    <message numerus="yes">
        <source>{n} actions</source>
        <comment>{n} action</comment>
        <translation>
            <numerusform>{n} Aufgabe</numerusform>
            <numerusform>{n} Aufgaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} insights</source>
        <comment>{n} insight</comment>
        <translation>
            <numerusform>{n} Erkenntnis</numerusform>
            <numerusform>{n} Erkenntnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>no mail yet</source>
        <translation>noch keine Mail</translation>
    </message>
    <message>
        <source>last contact {shown}</source>
        <translation>letzter Kontakt {shown}</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Angekreuzt</translation>
    </message>
    <message>
        <source>Which company is it?</source>
        <translation>Welche Firma ist es?</translation>
    </message>
    <message>
        <source>Whom do you write to?</source>
        <translation>Wem schreiben Sie?</translation>
    </message>
    <message>
        <source>Add lead</source>
        <translation>Lead hinzufügen</translation>
    </message>
    <message>
        <source>An address to write to is needed.</source>
        <translation>Eine Adresse zum Anschreiben wird benötigt.</translation>
    </message>
    <message>
        <source>This address has no @.</source>
        <translation>Diese Adresse hat kein @.</translation>
    </message>
    <message>
        <source>This address has no domain ending.</source>
        <translation>Diese Adresse hat keine Domain-Endung.</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Zu tun</translation>
    </message>
    <message>
        <source>Show {left} more</source>
        <translation>{left} weitere zeigen</translation>
    </message>
    <message>
        <source>Done: {name}</source>
        <translation>Erledigt: {name}</translation>
    </message>
    <message>
        <source>Mark as done</source>
        <translation>Als erledigt markieren</translation>
    </message>
    <message>
        <source>high priority</source>
        <translation>hohe Priorität</translation>
    </message>
    <message>
        <source>{value} of {count}</source>
        <translation>{value} von {count}</translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation>Adresse &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Add a field…</source>
        <translation>Feld &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Manage fields…</source>
        <translation>&amp;Felder verwalten…</translation>
    </message>
    <message>
        <source>&amp;Delete lead</source>
        <translation>Lead &amp;löschen</translation>
    </message>
    <message>
        <source>More for this lead</source>
        <translation>Mehr für diesen Lead</translation>
    </message>
    <message>
        <source>Mail does not reach {addresses}</source>
        <translation>Mail erreicht {addresses} nicht</translation>
    </message>
    <message>
        <source>Change the status  S</source>
        <translation>Status ändern  S</translation>
    </message>
    <message>
        <source>Status {value}, change</source>
        <translation>Status {value}, ändern</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Emails</source>
        <translation>E-Mails</translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation>Noch nichts geschehen</translation>
    </message>
    <message>
        <source>No actions yet</source>
        <translation>Noch keine Aufgaben</translation>
    </message>
    <message>
        <source>No insights yet</source>
        <translation>Noch keine Erkenntnisse</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>Kein Betreff</translation>
    </message>
    <message>
        <source>Row {row}, {title}: {why}</source>
        <translation>Zeile {row}, {title}: {why}</translation>
    </message>
    <message>
        <source>And {more} more</source>
        <translation>Und {more} weitere</translation>
    </message>
    <message>
        <source>Nothing of this can be pasted here</source>
        <translation>Nichts davon kann hier eingefügt werden</translation>
    </message>
    <message>
        <source>Change {count} of {count_2}?</source>
        <translation>{count} von {count_2} ändern?</translation>
    </message>
    <message numerus="yes">
        <source>{n} cells</source>
        <comment>{n} cell</comment>
        <translation>
            <numerusform>{n} Zelle</numerusform>
            <numerusform>{n} Zellen</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste the {cells} that fit</source>
        <translation>Passende einfügen: {cells}</translation>
    </message>
    <message>
        <source>The first row holds titles: they say which columns are meant.</source>
        <translation>Die erste Zeile enthält Titel: Sie sagen, welche Spalten gemeint sind.</translation>
    </message>
    <message>
        <source>{names} cannot be typed into; nothing is pasted there.</source>
        <translation>In {names} lässt sich nichts eintippen; dort wird nichts eingefügt.</translation>
    </message>
    <message numerus="yes">
        <source>{n} rows do not fit: the list ends before.</source>
        <comment>{n} row does not fit: the list ends before.</comment>
        <translation>
            <numerusform>{n} Zeile passt nicht: Die Liste endet vorher.</numerusform>
            <numerusform>{n} Zeilen passen nicht: Die Liste endet vorher.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} columns do not fit: the table has none further right.</source>
        <comment>{n} column does not fit: the table has none further right.</comment>
        <translation>
            <numerusform>{n} Spalte passt nicht: Die Tabelle hat rechts keine weitere.</numerusform>
            <numerusform>{n} Spalten passen nicht: Die Tabelle hat rechts keine weiteren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} values do not fit:</source>
        <comment>{n} value does not fit:</comment>
        <translation>
            <numerusform>{n} Wert passt nicht:</numerusform>
            <numerusform>{n} Werte passen nicht:</numerusform>
        </translation>
    </message>
    <message>
        <source>Search, or status:hot</source>
        <translation>Suchen oder status:hot</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>Move &amp;up	Alt+Up</source>
        <translation>Nach &amp;oben	Alt+Up</translation>
    </message>
    <message>
        <source>Move d&amp;own	Alt+Down</source>
        <translation>Nach &amp;unten	Alt+Down</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Show “{name}” again</source>
        <translation>„{name}“ wieder zeigen</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>Gespeicherte Ansichten</translation>
    </message>
    <message>
        <source>Save what is shown as a view</source>
        <translation>Gezeigtes als Ansicht speichern</translation>
    </message>
    <message>
        <source>Save into “{title}”</source>
        <translation>In „{title}“ speichern</translation>
    </message>
    <message>
        <source>Save as a new view…</source>
        <translation>Als neue Ansicht speichern…</translation>
    </message>
    <message>
        <source>&amp;Edit cell</source>
        <translation>Zelle &amp;bearbeiten</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>P&amp;aste</source>
        <translation>E&amp;infügen</translation>
    </message>
    <message>
        <source>row height</source>
        <translation>zeilenhöhe row height</translation>
    </message>
    <message>
        <source>Column &amp;menu</source>
        <translation>Spalten&amp;menü</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>Name der Ansicht</translation>
    </message>
    <message>
        <source>Hot in photonics</source>
        <translation>Heiß in der Photonik</translation>
    </message>
    <message>
        <source>Icon</source>
        <translation>Symbol</translation>
    </message>
    <message>
        <source>Icon {number}</source>
        <translation>Symbol {number}</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} Tage</translation>
    </message>
    <message>
        <source>Today at {at}</source>
        <translation>Heute um {at}</translation>
    </message>
    <message>
        <source>Yesterday at {at}</source>
        <translation>Gestern um {at}</translation>
    </message>
    <message>
        <source>{day_and_month} at {at}</source>
        <translation>{day_and_month} um {at}</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} von {total}</translation>
    </message>
    <message>
        <source>There is no template yet.</source>
        <translation>Es gibt noch keine Vorlage.</translation>
    </message>
    <message>
        <source>Make one in Templates; then write to many.</source>
        <translation>Unter Vorlagen eine anlegen, dann vielen schreiben.</translation>
    </message>
    <message>
        <source>Mail merge</source>
        <translation>Serien-Mail</translation>
    </message>
    <message>
        <source>Send 1 mail</source>
        <translation>1 Mail senden</translation>
    </message>
    <message>
        <source>Send {ready} mails</source>
        <translation>{ready} Mails senden</translation>
    </message>
    <message>
        <source>What you wrote for this lead could not be saved. Nothing was sent.</source>
        <translation>Was Sie für diesen Lead geschrieben haben, konnte nicht gespeichert werden. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Close without sending?</source>
        <translation>Ohne Senden schließen?</translation>
    </message>
    <message>
        <source>What you wrote for single leads is not kept.</source>
        <translation>Was Sie für einzelne Leads geschrieben haben, bleibt nicht erhalten.</translation>
    </message>
    <message>
        <source>Write to 1 lead</source>
        <translation>1 Lead schreiben</translation>
    </message>
    <message>
        <source>Write to {count} leads</source>
        <translation>{count} Leads schreiben</translation>
    </message>
    <message>
        <source>No mailbox is connected yet</source>
        <translation>Noch kein Postfach verbunden</translation>
    </message>
    <message>
        <source>Say at the end how to hear no more</source>
        <translation>Am Ende auf die Abmeldung hinweisen</translation>
    </message>
    <message>
        <source>Undo takes all of it back until the first one leaves.</source>
        <translation>Rückgängig nimmt alles zurück, bis die erste Mail abgeht.</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 min</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 min</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>One mail every</source>
        <translation>Eine Mail alle</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Im Zeitraum</translation>
    </message>
    <message>
        <source>Starts now</source>
        <translation>Beginnt jetzt</translation>
    </message>
    <message>
        <source>When it starts</source>
        <translation>Wann es beginnt</translation>
    </message>
    <message>
        <source>Start now instead</source>
        <translation>Stattdessen jetzt beginnen</translation>
    </message>
    <message>
        <source>Starts {moment_words}</source>
        <translation>Beginnt {moment_words}</translation>
    </message>
    <message>
        <source>The last one leaves {moment_words}.</source>
        <translation>Die letzte geht {moment_words} ab.</translation>
    </message>
    <message>
        <source>Write to this lead</source>
        <translation>Diesem Lead schreiben</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Written for this lead alone.</source>
        <translation>Nur für diesen Lead geschrieben.</translation>
    </message>
    <message>
        <source>Back to the template</source>
        <translation>Zurück zur Vorlage</translation>
    </message>
    <message>
        <source>Looking at each lead …</source>
        <translation>Jeder Lead wird geprüft …</translation>
    </message>
    <message>
        <source>It can be written to</source>
        <translation>Kann angeschrieben werden</translation>
    </message>
    <message>
        <source>All can be written to</source>
        <translation>Alle können angeschrieben werden</translation>
    </message>
    <message>
        <source>{ready} of {total} can be written to</source>
        <translation>{ready} von {total} können angeschrieben werden</translation>
    </message>
    <message>
        <source>Show {leads}</source>
        <translation>{leads} zeigen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show who: {reason}</source>
        <translation>Zeigen, wer: {reason}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign in to {address} again</source>
        <translation>Erneut bei {address} anmelden</translation>
    </message>
    <message>
        <source>More about {address}</source>
        <translation>Mehr zu {address}</translation>
    </message>
    <message>
        <source>mail imap smtp account address</source>
        <translation>mail imap smtp konto adresse account address</translation>
    </message>
    <message>
        <source>connect add</source>
        <translation>verbinden hinzufügen connect add</translation>
    </message>
    <message>
        <source>Connect a mailbox, and its mail is here, also without a network. Any IMAP and SMTP mailbox will do.</source>
        <translation>Ein Postfach verbinden, und seine Mail ist hier, auch ohne Netz. Jedes IMAP- und SMTP-Postfach ist recht.</translation>
    </message>
    <message>
        <source>Sign in again…</source>
        <translation>Erneut anmelden…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Folders…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt abrufen</translation>
    </message>
    <message>
        <source>Fetch and send again</source>
        <translation>Wieder abrufen und senden</translation>
    </message>
    <message>
        <source>Write new mail from it</source>
        <translation>Neue Mail von hier schreiben</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Both servers let us in</source>
        <translation>Anmeldung bei beiden Servern gelungen</translation>
    </message>
    <message>
        <source>Remove {address}?</source>
        <translation>{address} entfernen?</translation>
    </message>
    <message>
        <source>Its mail stays here and on the server; nothing is fetched or sent any more. Its password is forgotten: after an undo it is asked for again.</source>
        <translation>Die Mail bleibt hier und auf dem Server; es wird nichts mehr abgerufen oder gesendet. Das Passwort wird vergessen: Nach dem Rückgängigmachen wird wieder danach gefragt.</translation>
    </message>
    <message>
        <source>Any IMAP and SMTP mailbox. Settings are found from your address.</source>
        <translation>Jedes IMAP- und SMTP-Postfach. Die Einstellungen werden anhand Ihrer Adresse gefunden.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Mail that is here stays, whatever happens.</source>
        <translation>Mail, die hier ist, bleibt in jedem Fall.</translation>
    </message>
    <message>
        <source>Open the sign-in page</source>
        <translation>Anmeldeseite öffnen</translation>
    </message>
    <message>
        <source>Sign in to {address}</source>
        <translation>Bei {address} anmelden</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Asking for the sign-in page …</source>
        <translation>Anmeldeseite wird angefragt …</translation>
    </message>
    <message>
        <source>The password is needed.</source>
        <translation>Das Passwort wird benötigt.</translation>
    </message>
    <message>
        <source>Signing in …</source>
        <translation>Anmeldung läuft …</translation>
    </message>
    <message>
        <source>Sign in there. This window goes on by itself.</source>
        <translation>Dort anmelden. Dieses Fenster macht von selbst weiter.</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this address in one yourself: {url}</source>
        <translation>Kein Browser konnte geöffnet werden. Bitte diese Adresse selbst in einem öffnen: {url}</translation>
    </message>
    <message>
        <source>It could not be tried.</source>
        <translation>Es konnte nicht versucht werden.</translation>
    </message>
    <message>
        <source>Settings of {address}</source>
        <translation>Einstellungen von {address}</translation>
    </message>
    <message>
        <source>As it stands in From; empty: your own.</source>
        <translation>Wie er bei Von steht; leer: Ihr eigener.</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>Aliasse</translation>
    </message>
    <message>
        <source>Further addresses of this mailbox, separated by commas.</source>
        <translation>Weitere Adressen dieses Postfachs, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Keep mail on this computer</source>
        <translation>Mail auf diesem Computer behalten</translation>
    </message>
    <message>
        <source>Mails a day at most</source>
        <translation>Mails pro Tag, höchstens</translation>
    </message>
    <message>
        <source>More wait for the next day.</source>
        <translation>Weitere warten auf den nächsten Tag.</translation>
    </message>
    <message>
        <source>A number from 1 to {largest_cap}.</source>
        <translation>Eine Zahl von 1 bis {largest_cap}.</translation>
    </message>
    <message>
        <source>Folders of {address}</source>
        <translation>Ordner von {address}</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Nobody has looked at them yet. They show here once mail was fetched.</source>
        <translation>Noch nicht nachgesehen. Sie erscheinen hier, sobald Mail abgerufen wurde.</translation>
    </message>
    <message>
        <source>{detail}, older ones follow</source>
        <translation>{detail}, ältere folgen</translation>
    </message>
    <message>
        <source>{missing} missing</source>
        <translation>{missing} fehlen</translation>
    </message>
    <message>
        <source>This was given up.</source>
        <translation>Das wurde aufgegeben.</translation>
    </message>
    <message>
        <source>kept in the keyring</source>
        <translation>im Schlüsselbund aufbewahrt</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Email address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Use browser sign-in</source>
        <translation>Im Browser anmelden</translation>
    </message>
    <message>
        <source>Enter the servers by hand</source>
        <translation>Server von Hand eingeben</translation>
    </message>
    <message>
        <source>Keeping the password in the keyring …</source>
        <translation>Passwort wird im Schlüsselbund abgelegt …</translation>
    </message>
    <message>
        <source>Looking for the servers …</source>
        <translation>Server werden gesucht …</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Enter the servers by hand.</source>
        <translation>Bitte die Server von Hand eingeben.</translation>
    </message>
    <message>
        <source>This mailbox seems to be at {hosts}. Nothing vouches for that but the network you are in. Is that your provider?</source>
        <translation>Dieses Postfach liegt wohl bei {hosts}. Dafür bürgt nur das Netz, in dem Sie gerade sind. Ist das Ihr Anbieter?</translation>
    </message>
    <message>
        <source>Yes, use these servers</source>
        <translation>Ja, diese Server verwenden</translation>
    </message>
    <message>
        <source>This provider</source>
        <translation>Dieser Anbieter</translation>
    </message>
    <message>
        <source>{title} wants a sign-in by the browser, which is not set up here.</source>
        <translation>{title} verlangt eine Anmeldung im Browser, die hier nicht eingerichtet ist.</translation>
    </message>
    <message>
        <source>It needs a client id in the settings: oauth.{value}.client_id.</source>
        <translation>Dafür braucht es eine Client-ID in den Einstellungen: oauth.{value}.client_id.</translation>
    </message>
    <message>
        <source>Add it anyway</source>
        <translation>Trotzdem hinzufügen</translation>
    </message>
    <message>
        <source>It is tried again when the network is there.</source>
        <translation>Neuer Versuch, sobald das Netz da ist.</translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation>Verbunden.</translation>
    </message>
    <message>
        <source>App password</source>
        <translation>App-Passwort</translation>
    </message>
    <message>
        <source>Open the browser again</source>
        <translation>Browser erneut öffnen</translation>
    </message>
    <message>
        <source>No browser could be opened. Open this address in one yourself: </source>
        <translation>Es ließ sich kein Browser öffnen. Bitte diese Adresse selbst in einem öffnen: </translation>
    </message>
    <message>
        <source>None, on this computer</source>
        <translation>Keine, auf diesem Computer</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>{name} server</source>
        <translation>{name}-Server</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>{name} port</source>
        <translation>{name}-Port</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>often the address</source>
        <translation>oft die Adresse</translation>
    </message>
    <message>
        <source>{name} user name</source>
        <translation>{name}-Benutzername</translation>
    </message>
    <message>
        <source>{name} security</source>
        <translation>{name}-Sicherheit</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Reading mail (IMAP)</source>
        <translation>Mail lesen (IMAP)</translation>
    </message>
    <message>
        <source>Sending mail (SMTP)</source>
        <translation>Mail senden (SMTP)</translation>
    </message>
    <message>
        <source>Add a certificate authority…</source>
        <translation>Zertifizierungsstelle hinzufügen…</translation>
    </message>
    <message>
        <source>For a server of your own whose certificate no one else knows</source>
        <translation>Für einen eigenen Server, dessen Zertifikat sonst niemand kennt</translation>
    </message>
    <message>
        <source>Trusts the authority of {name}</source>
        <translation>Vertraut der Zertifizierungsstelle von {name}</translation>
    </message>
    <message>
        <source>Certificate of an authority</source>
        <translation>Zertifikat einer Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Mail you already have is safe.</source>
        <translation>Bereits vorhandene Mail ist sicher.</translation>
    </message>
    <message>
        <source>Mailboxes, in the settings</source>
        <translation>Postfächer, in den Einstellungen</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Erneut anmelden</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>Nicht erreicht</translation>
    </message>
    <message>
        <source>Not safe</source>
        <translation>Nicht sicher</translation>
    </message>
    <message>
        <source>{} can’t sign in</source>
        <translation>{} kann sich nicht anmelden</translation>
    </message>
    <message>
        <source>{} can’t be reached</source>
        <translation>{} ist nicht erreichbar</translation>
    </message>
    <message>
        <source>{} is refused by its server</source>
        <translation>{} wird vom Server abgewiesen</translation>
    </message>
    <message>
        <source>The connection of {} is not safe</source>
        <translation>Die Verbindung von {} ist nicht sicher</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Not looked at yet</source>
        <translation>Noch nicht geprüft</translation>
    </message>
    <message>
        <source>Checked {when}</source>
        <translation>Geprüft {when}</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages here</source>
        <comment>{n} message here</comment>
        <translation>
            <numerusform>{n} Nachricht hier</numerusform>
            <numerusform>{n} Nachrichten hier</numerusform>
        </translation>
    </message>
    <message>
        <source>{counts}, checked {when}</source>
        <translation>{counts}, geprüft {when}</translation>
    </message>
    <message>
        <source>, about {value} MB</source>
        <translation>, etwa {value} MB</translation>
    </message>
    <message numerus="yes">
        <source>{n} mailboxes need a look</source>
        <comment>{n} mailbox needs a look</comment>
        <translation>
            <numerusform>{n} Postfach braucht einen Blick</numerusform>
            <numerusform>{n} Postfächer brauchen einen Blick</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} years</source>
        <comment>{n} year</comment>
        <translation>
            <numerusform>{n} Jahr</numerusform>
            <numerusform>{n} Jahre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} days</source>
        <comment>{n} day</comment>
        <translation>
            <numerusform>{n} Tag</numerusform>
            <numerusform>{n} Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}, {missing} missing</source>
        <translation>{words}, {missing} fehlen</translation>
    </message>
    <message>
        <source>{words}, older ones follow</source>
        <translation>{words}, ältere folgen</translation>
    </message>
    <message>
        <source>Not fetched</source>
        <translation>Nicht abgerufen</translation>
    </message>
    <message>
        <source>{server_count} on the server, {value} here</source>
        <translation>{server_count} auf dem Server, {value} hier</translation>
    </message>
    <message>
        <source>There is no mail of the last 90 days.</source>
        <translation>Aus den letzten 90 Tagen gibt es keine Mail.</translation>
    </message>
    <message numerus="yes">
        <source>The last 90 days are {n} messages{size}.</source>
        <comment>The last 90 days is {n} message{size}.</comment>
        <translation>
            <numerusform>Die letzten 90 Tage sind {n} Nachricht{size}.</numerusform>
            <numerusform>Die letzten 90 Tage sind {n} Nachrichten{size}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Mail is paused</source>
        <translation>Mail ist pausiert</translation>
    </message>
    <message>
        <source>Fetching mail, {missing} to go</source>
        <translation>Mail wird abgerufen, noch {missing}</translation>
    </message>
    <message>
        <source>Looking for mail</source>
        <translation>Suche nach Mail</translation>
    </message>
    <message>
        <source>Mail up to date</source>
        <translation>Mail auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>&amp;Figures</source>
        <translation>&amp;Kennzahlen</translation>
    </message>
    <message>
        <source>&amp;Days of your own…</source>
        <translation>&amp;Eigene Tage…</translation>
    </message>
    <message>
        <source>&amp;Earlier days</source>
        <translation>&amp;Frühere Tage</translation>
    </message>
    <message>
        <source>&amp;Later days</source>
        <translation>&amp;Spätere Tage</translation>
    </message>
    <message>
        <source>Response time in &amp;working hours</source>
        <translation>Antwortzeit in &amp;Arbeitszeit</translation>
    </message>
    <message>
        <source>Working hours…</source>
        <translation>Arbeitszeit…</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>Als &amp;Tabelle anzeigen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>Save report of these days (PDF)…</source>
        <translation>Bericht dieser Tage speichern (PDF)…</translation>
    </message>
    <message>
        <source>Mail from you, to leads and to others, also what was sent elsewhere and found in Sent.</source>
        <translation>Mail von Ihnen an Leads und andere, auch was anderswo gesendet und in Gesendet gefunden wurde.</translation>
    </message>
    <message>
        <source>Mail that a person wrote to you, in conversations with leads.</source>
        <translation>Mail, die ein Mensch Ihnen schrieb, in Konversationen mit Leads.</translation>
    </message>
    <message>
        <source>Of the mail that starts a conversation or follows a week of silence, the part that was answered within 14 days. A late answer changes the day of the mail.</source>
        <translation>Von der Mail, die eine Konversation beginnt oder auf eine Woche Stille folgt, der Teil, der binnen 14 Tagen beantwortet wurde. Eine späte Antwort ändert den Tag der Mail.</translation>
    </message>
    <message>
        <source>How long a person’s mail waited for your answer, on the day of the answer.</source>
        <translation>Wie lange die Mail eines Menschen auf Ihre Antwort wartete, am Tag der Antwort.</translation>
    </message>
    <message>
        <source>Leads that you wrote to, each once.</source>
        <translation>Leads, denen Sie schrieben, jeder einmal.</translation>
    </message>
    <message>
        <source>Actions of the kind meeting that were made in these days and not cancelled.</source>
        <translation>Aufgaben der Art Termin, die in diesen Tagen angelegt und nicht abgesagt wurden.</translation>
    </message>
    <message>
        <source>Mail written with this template. An answer within 14 days counts for the mail that it came after, not for those before.</source>
        <translation>Mail, die mit dieser Vorlage geschrieben wurde. Eine Antwort binnen 14 Tagen zählt für die Mail, auf die sie folgte, nicht für frühere.</translation>
    </message>
    <message>
        <source>Mail of this step. An answer within 14 days counts for the mail that it came after, not for those before.</source>
        <translation>Mail dieses Schritts. Eine Antwort binnen 14 Tagen zählt für die Mail, auf die sie folgte, nicht für frühere.</translation>
    </message>
    <message>
        <source>Mail sent in this hour of the week that wanted an answer, and whether one came within 14 days.</source>
        <translation>Mail aus dieser Stunde der Woche, die eine Antwort wollte, und ob binnen 14 Tagen eine kam.</translation>
    </message>
    <message>
        <source>Leads that had this status at the end of these days. Left out are those that lost it in them.</source>
        <translation>Leads, die am Ende dieser Tage diesen Status hatten. Ausgelassen sind jene, die ihn in diesen Tagen verloren.</translation>
    </message>
    <message>
        <source>How long mail of leads that have this status now waited for your answer.</source>
        <translation>Wie lange Mail von Leads, die jetzt diesen Status haben, auf Ihre Antwort wartete.</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Gezählt</translation>
    </message>
    <message>
        <source>Behind {title}, {text}</source>
        <translation>Hinter {title}, {text}</translation>
    </message>
    <message>
        <source>{accessibleName}: {counted} counted</source>
        <translation>{accessibleName}: {counted} gezählt</translation>
    </message>
    <message>
        <source>{said}, {left_out} left out</source>
        <translation>{said}, {left_out} ausgelassen</translation>
    </message>
    <message>
        <source>Nothing counted</source>
        <translation>Nichts gezählt</translation>
    </message>
    <message>
        <source>Nothing left out</source>
        <translation>Nichts ausgelassen</translation>
    </message>
    <message>
        <source>There is nothing of the kind in these days.</source>
        <translation>In diesen Tagen gibt es nichts dieser Art.</translation>
    </message>
    <message>
        <source>Everything of the kind in these days is in the figure.</source>
        <translation>Alles dieser Art aus diesen Tagen steckt in der Zahl.</translation>
    </message>
    <message>
        <source>Counted {counted}</source>
        <translation>Gezählt {counted}</translation>
    </message>
    <message>
        <source>Left out {left_out}</source>
        <translation>Ausgelassen {left_out}</translation>
    </message>
    <message>
        <source>Counted or left out</source>
        <translation>Gezählt oder ausgelassen</translation>
    </message>
    <message>
        <source>Leads by status</source>
        <translation>Leads nach Status</translation>
    </message>
    <message>
        <source>Left and Right move through the points, Home and End go to the first and last, Up and Down change the series, Enter shows what is behind a point. Plus and Minus come nearer and go back.</source>
        <translation>Links und Rechts gehen durch die Punkte, Home und End zum ersten und letzten, Auf und Ab wechseln die Reihe, Enter zeigt, was hinter einem Punkt steht. Plus und Minus vergrößern und verkleinern.</translation>
    </message>
    <message>
        <source>Save as picture (PNG)…</source>
        <translation>Als Bild speichern (PNG)…</translation>
    </message>
    <message>
        <source>Save as drawing (SVG)…</source>
        <translation>Als Zeichnung speichern (SVG)…</translation>
    </message>
    <message>
        <source>Save as table (CSV)…</source>
        <translation>Als Tabelle speichern (CSV)…</translation>
    </message>
    <message>
        <source>Nothing in these days.</source>
        <translation>Nichts in diesen Tagen.</translation>
    </message>
    <message>
        <source>More: {title}</source>
        <translation>Mehr: {title}</translation>
    </message>
    <message>
        <source>{title}, table</source>
        <translation>{title}, Tabelle</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>Balken</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>{count} points</source>
        <translation>{count} Punkte</translation>
    </message>
    <message>
        <source>1 point</source>
        <translation>1 Punkt</translation>
    </message>
    <message>
        <source>{title}, chart of {kind}, {whole}</source>
        <translation>{title}, Diagramm ({kind}), {whole}</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Show all days</source>
        <translation>Alle Tage anzeigen</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Emails sent and received</source>
        <translation>Gesendete und empfangene E-Mails</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>This period</source>
        <translation>Dieser Zeitraum</translation>
    </message>
    <message>
        <source>Reply rate</source>
        <translation>Antwortquote</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Durchschnitt</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>Previous average, {duration}</source>
        <translation>Voriger Durchschnitt, {duration}</translation>
    </message>
    <message>
        <source>Average response time</source>
        <translation>Mittlere Antwortzeit</translation>
    </message>
    <message>
        <source>, working hours</source>
        <translation>, Arbeitszeit</translation>
    </message>
    <message>
        <source>Leads contacted and meetings, by month</source>
        <translation>Kontaktierte Leads und Termine, nach Monat</translation>
    </message>
    <message>
        <source>Leads contacted and meetings, by week</source>
        <translation>Kontaktierte Leads und Termine, nach Woche</translation>
    </message>
    <message>
        <source>Leads contacted</source>
        <translation>Kontaktierte Leads</translation>
    </message>
    <message>
        <source>Meetings scheduled</source>
        <translation>Geplante Termine</translation>
    </message>
    <message>
        <source>Meetings scheduled, by month</source>
        <translation>Vereinbarte Termine, nach Monaten</translation>
    </message>
    <message>
        <source>Meetings scheduled, by week</source>
        <translation>Vereinbarte Termine, nach Wochen</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12 Monate</translation>
    </message>
    <message>
        <source>, {percent} percent, between {low} and {high}</source>
        <translation>, {percent} Prozent, zwischen {low} und {high}</translation>
    </message>
    <message>
        <source>, of few: below {few}</source>
        <translation>, aus wenigen: unter {few}</translation>
    </message>
    <message>
        <source>of few</source>
        <translation>aus wenigen</translation>
    </message>
    <message>
        <source>Answers by template</source>
        <translation>Antworten nach Vorlage</translation>
    </message>
    <message>
        <source>No mail was written with a template in these days.</source>
        <translation>In diesen Tagen wurde keine Mail mit einer Vorlage geschrieben.</translation>
    </message>
    <message>
        <source>Best hours to write</source>
        <translation>Beste Stunden zum Schreiben</translation>
    </message>
    <message>
        <source>Nothing that wanted an answer was sent in these days.</source>
        <translation>In diesen Tagen wurde nichts gesendet, das eine Antwort wollte.</translation>
    </message>
    <message>
        <source>The line shows between which percents the truth lies, 19 times of 20.</source>
        <translation>Die Linie zeigt, zwischen welchen Prozenten der wahre Wert liegt, in 19 von 20 Fällen.</translation>
    </message>
    <message>
        <source> Of fewer than {few} mails it says little.</source>
        <translation> Bei weniger als {few} Mails sagt sie wenig.</translation>
    </message>
    <message>
        <source>Best: {said_of}.</source>
        <translation>Am besten: {said_of}.</translation>
    </message>
    <message>
        <source>There is too little yet to say which is best.</source>
        <translation>Es ist noch zu wenig, um zu sagen, was am besten ist.</translation>
    </message>
    <message>
        <source>{told} A dot marks hours of few mails.</source>
        <translation>{told} Ein Punkt markiert Stunden mit wenigen Mails.</translation>
    </message>
    <message>
        <source>{part} of {whole} answered</source>
        <translation>{part} von {whole} beantwortet</translation>
    </message>
    <message>
        <source>{low}–{high}</source>
        <translation>{low}–{high}</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Zwischen</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Wanted an answer</source>
        <translation>Wollte eine Antwort</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>Zeichnungen (*.svg)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF-Dateien (*.pdf)</translation>
    </message>
    <message>
        <source>Report of these days (PDF)…</source>
        <translation>Bericht dieser Tage (PDF)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Charts as a picture (PNG)…</source>
        <translation>Diagramme als Bild (PNG)…</translation>
    </message>
    <message>
        <source>Charts as a drawing (SVG)…</source>
        <translation>Diagramme als Zeichnung (SVG)…</translation>
    </message>
    <message>
        <source>{day} {month} {year}, {at}</source>
        <translation>{day}. {month} {year}, {at}</translation>
    </message>
    <message>
        <source>{title} {first} to {last}.{kind}</source>
        <translation>{title} {first} bis {last}.{kind}</translation>
    </message>
    <message>
        <source>Show what is behind it</source>
        <translation>Zeigen, was dahinter steht</translation>
    </message>
    <message>
        <source>{value}. Choose another folder, or close the file elsewhere.</source>
        <translation>{value}. Bitte einen anderen Ordner wählen oder die Datei anderswo schließen.</translation>
    </message>
    <message>
        <source>Days to look at</source>
        <translation>Betrachtete Tage</translation>
    </message>
    <message>
        <source>Grouping and working hours</source>
        <translation>Gruppierung und Arbeitszeit</translation>
    </message>
    <message>
        <source>Held against: {said}</source>
        <translation>Vergleich: {said}</translation>
    </message>
    <message>
        <source>Hold against</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>By what suits the days ({usual})</source>
        <translation>Passend zu den Tagen ({usual})</translation>
    </message>
    <message>
        <source>{weekday} {hour} to {value}</source>
        <translation>{weekday} {hour} bis {value}</translation>
    </message>
    <message>
        <source>, of few</source>
        <translation>, aus wenigen</translation>
    </message>
    <message>
        <source>{name}: {value} of {whole} answered{few}</source>
        <translation>{name}: {value} von {whole} beantwortet{few}</translation>
    </message>
    <message>
        <source>Answers by weekday and hour</source>
        <translation>Antworten nach Wochentag und Stunde</translation>
    </message>
    <message>
        <source>The arrow keys go from hour to hour, Enter shows what is behind one.</source>
        <translation>Die Pfeiltasten gehen von Stunde zu Stunde, Enter zeigt, was dahinter steht.</translation>
    </message>
    <message>
        <source>{weekday} {hour}: nothing sent</source>
        <translation>{weekday} {hour}: nichts gesendet</translation>
    </message>
    <message>
        <source>This is no time. Write it like 9:00 or 17:30.</source>
        <translation>Das ist keine Uhrzeit. Schreibweise: 9:00 oder 17:30.</translation>
    </message>
    <message>
        <source>Response times in working hours count the minutes within these alone. Days that are past are counted anew.</source>
        <translation>Antwortzeiten in Arbeitszeit zählen nur die Minuten innerhalb dieser Zeiten. Vergangene Tage werden neu gezählt.</translation>
    </message>
    <message>
        <source>Choose a day at least.</source>
        <translation>Mindestens einen Tag wählen.</translation>
    </message>
    <message>
        <source>To</source>
        <comment>a time of day</comment>
        <translation>Bis</translation>
    </message>
    <message>
        <source>It ends before it begins.</source>
        <translation>Das Ende liegt vor dem Beginn.</translation>
    </message>
    <message>
        <source>How long they wait for an answer</source>
        <translation>Wie lange sie auf Antwort warten</translation>
    </message>
    <message>
        <source>Quiet leads</source>
        <translation>Stille Leads</translation>
    </message>
    <message>
        <source>Response time by status</source>
        <translation>Antwortzeit nach Status</translation>
    </message>
    <message>
        <source>Nobody was answered in these days.</source>
        <translation>In diesen Tagen wurde niemandem geantwortet.</translation>
    </message>
    <message>
        <source>No lead is quiet: mail goes to and fro with all of them.</source>
        <translation>Kein Lead ist still: Mit allen gehen Mails hin und her.</translation>
    </message>
    <message>
        <source>, within working hours</source>
        <translation>, innerhalb der Arbeitszeit</translation>
    </message>
    <message>
        <source>How long mail of theirs waited for an answer{within}, on average.</source>
        <translation>Wie lange ihre Mail im Durchschnitt auf Antwort wartete{within}.</translation>
    </message>
    <message>
        <source>Nothing came from them or went to them for long. Enter opens one.</source>
        <translation>Lange kam nichts von ihnen und ging nichts an sie. Enter öffnet einen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} answers</source>
        <comment>{n} answer</comment>
        <translation>
            <numerusform>{n} Antwort</numerusform>
            <numerusform>{n} Antworten</numerusform>
        </translation>
    </message>
    <message>
        <source>, median {duration}</source>
        <translation>, Median {duration}</translation>
    </message>
    <message>
        <source>never any mail</source>
        <translation>noch nie Mail</translation>
    </message>
    <message>
        <source>quiet for {days}</source>
        <translation>{days} still</translation>
    </message>
    <message>
        <source>A lead without a name</source>
        <translation>Ein Lead ohne Namen</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Last mail</source>
        <translation>Letzte Mail</translation>
    </message>
    <message>
        <source>Meetings</source>
        <translation>Termine</translation>
    </message>
    <message>
        <source>Sequences by step</source>
        <translation>Sequenzen nach Schritt</translation>
    </message>
    <message>
        <source>No step of a sequence was done in these days.</source>
        <translation>In diesen Tagen wurde kein Schritt einer Sequenz erledigt.</translation>
    </message>
    <message>
        <source>Answers after each step, with the interval of 19 times in 20.</source>
        <translation>Antworten nach jedem Schritt, mit dem Bereich für 19 von 20 Fällen.</translation>
    </message>
    <message>
        <source> Of fewer than {few} it says little.</source>
        <translation> Bei weniger als {few} sagt er wenig.</translation>
    </message>
    <message>
        <source>{sequence}, step {step}</source>
        <translation>{sequence}, Schritt {step}</translation>
    </message>
    <message>
        <source>{title}: {done} done, {stopped} stopped</source>
        <translation>{title}: {done} erledigt, {stopped} gestoppt</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>how many</comment>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Mails</source>
        <translation>Mails</translation>
    </message>
    <message>
        <source>Metrics, {days}</source>
        <translation>Kennzahlen, {days}</translation>
    </message>
    <message>
        <source>, held against {days}</source>
        <translation>, im Vergleich: {days}</translation>
    </message>
    <message>
        <source>By {by}</source>
        <translation>Nach {by}</translation>
    </message>
    <message>
        <source>17.6.2026, 17 June, yesterday</source>
        <translation>17.6.2026, 17. Juni, gestern</translation>
    </message>
    <message>
        <source>That day is still to come: there is nothing to measure yet.</source>
        <translation>Dieser Tag kommt erst noch: Es gibt noch nichts zu messen.</translation>
    </message>
    <message>
        <source>This is no day. Write it like 17.6.2026 or 17 June.</source>
        <translation>Das ist kein Tag. Schreibweise: 17.6.2026 oder 17 June.</translation>
    </message>
    <message>
        <source>Add a mailbox</source>
        <translation>Postfach hinzufügen</translation>
    </message>
    <message>
        <source>Figures are counted from your mail and actions, as soon as there are some.</source>
        <translation>Die Zahlen werden aus Ihren Mails und Aufgaben gezählt, sobald es welche gibt.</translation>
    </message>
    <message>
        <source>This mail is in no conversation any more</source>
        <translation>Diese Mail ist in keiner Konversation mehr</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Berichte</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>You sent it</source>
        <translation>Von Ihnen gesendet</translation>
    </message>
    <message>
        <source>A person’s reply</source>
        <translation>Antwort eines Menschen</translation>
    </message>
    <message>
        <source>A person wrote to you</source>
        <translation>Ein Mensch schrieb Ihnen</translation>
    </message>
    <message>
        <source>Answered within 14 days</source>
        <translation>Binnen 14 Tagen beantwortet</translation>
    </message>
    <message>
        <source>Not answered within 14 days</source>
        <translation>Nicht binnen 14 Tagen beantwortet</translation>
    </message>
    <message>
        <source>Not answered before you wrote again, to which an answer came</source>
        <translation>Nicht beantwortet, bevor Sie erneut schrieben; darauf kam eine Antwort</translation>
    </message>
    <message>
        <source>Not answered yet; the 14 days are not over</source>
        <translation>Noch nicht beantwortet; die 14 Tage sind nicht um</translation>
    </message>
    <message>
        <source>You answered</source>
        <translation>Sie haben geantwortet</translation>
    </message>
    <message>
        <source>You wrote to this lead</source>
        <translation>Sie haben diesem Lead geschrieben</translation>
    </message>
    <message>
        <source>Made in these days, and not cancelled</source>
        <translation>In diesen Tagen angelegt und nicht abgesagt</translation>
    </message>
    <message>
        <source>Left out: an automatic answer, such as an absence</source>
        <translation>Ausgelassen: automatische Antwort, etwa bei Abwesenheit</translation>
    </message>
    <message>
        <source>Left out: it tells that a mail could not be delivered</source>
        <translation>Ausgelassen: meldet, dass eine Mail nicht zugestellt werden konnte</translation>
    </message>
    <message>
        <source>Left out: it went to a mailing list</source>
        <translation>Ausgelassen: ging an eine Mailingliste</translation>
    </message>
    <message>
        <source>Left out: from an address of your own</source>
        <translation>Ausgelassen: von einer eigenen Adresse</translation>
    </message>
    <message>
        <source>Left out: with nobody among the leads</source>
        <translation>Ausgelassen: mit niemandem aus den Leads</translation>
    </message>
    <message>
        <source>Left out: somebody wrote here within the week before</source>
        <translation>Ausgelassen: in der Woche davor hat hier jemand geschrieben</translation>
    </message>
    <message>
        <source>Left out: sent by a program, not by you</source>
        <translation>Ausgelassen: von einem Programm gesendet, nicht von Ihnen</translation>
    </message>
    <message>
        <source>Left out: it was cancelled</source>
        <translation>Ausgelassen: wurde abgesagt</translation>
    </message>
    <message>
        <source>It has come to this status by then, and had it at the end of these days</source>
        <translation>Kam bis dahin zu diesem Status und hatte ihn am Ende dieser Tage</translation>
    </message>
    <message>
        <source>Left out: it went on to another status</source>
        <translation>Ausgelassen: wechselte zu einem anderen Status</translation>
    </message>
    <message>
        <source>Left out: it was deleted</source>
        <translation>Ausgelassen: wurde gelöscht</translation>
    </message>
    <message>
        <source>Left out: nothing of theirs waited for an answer</source>
        <translation>Ausgelassen: nichts von ihnen wartete auf Antwort</translation>
    </message>
    <message>
        <source>You answered after {duration}</source>
        <translation>Ihre Antwort brauchte {duration}</translation>
    </message>
    <message>
        <source>{after} what came {other}</source>
        <translation>{after}, Eingang {other}</translation>
    </message>
    <message>
        <source>Answered {other}</source>
        <translation>Beantwortet {other}</translation>
    </message>
    <message>
        <source>at {at}</source>
        <translation>um {at}</translation>
    </message>
    <message>
        <source>on {when}</source>
        <translation>am {when}</translation>
    </message>
    <message>
        <source>{day} {month}{year}, {at}</source>
        <translation>{day}. {month}{year}, {at}</translation>
    </message>
    <message>
        <source>An action without words</source>
        <translation>Eine Aufgabe ohne Text</translation>
    </message>
    <message>
        <source>Emails sent</source>
        <translation>Gesendete E-Mails</translation>
    </message>
    <message>
        <source>Emails received</source>
        <translation>Empfangene E-Mails</translation>
    </message>
    <message>
        <source>Response time</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tagen</translation>
    </message>
    <message>
        <source>By week</source>
        <translation>Nach Wochen</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>Nach Monaten</translation>
    </message>
    <message>
        <source>{whole} min</source>
        <translation>{whole} min</translation>
    </message>
    <message>
        <source>{hours} h {left} min</source>
        <translation>{hours} h {left} min</translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes</source>
        <comment>{n} minute</comment>
        <translation>
            <numerusform>{n} Minute</numerusform>
            <numerusform>{n} Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} hours</source>
        <comment>{n} hour</comment>
        <translation>
            <numerusform>{n} Stunde</numerusform>
            <numerusform>{n} Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>None before</source>
        <translation>Vorher keine</translation>
    </message>
    <message>
        <source>none before</source>
        <translation>vorher keine</translation>
    </message>
    <message>
        <source>from {short}</source>
        <translation>vorher {short}</translation>
    </message>
    <message>
        <source>{spoken} before</source>
        <translation>vorher {spoken}</translation>
    </message>
    <message>
        <source>No change</source>
        <translation>Keine Änderung</translation>
    </message>
    <message>
        <source>no change</source>
        <translation>keine Änderung</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} T {hours} h</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} T</translation>
    </message>
    <message>
        <source>{number} percent</source>
        <translation>{number} Prozent</translation>
    </message>
    <message>
        <source>{said}, better</source>
        <translation>{said}, besser</translation>
    </message>
    <message>
        <source>{said}, worse</source>
        <translation>{said}, schlechter</translation>
    </message>
    <message>
        <source>{duration} longer</source>
        <translation>{duration} länger</translation>
    </message>
    <message>
        <source>{duration} shorter</source>
        <translation>{duration} kürzer</translation>
    </message>
    <message>
        <source>up {count}</source>
        <translation>{count} mehr</translation>
    </message>
    <message>
        <source>down {count}</source>
        <translation>{count} weniger</translation>
    </message>
    <message>
        <source>up {by} points</source>
        <translation>{by} Punkte mehr</translation>
    </message>
    <message>
        <source>down {by} points</source>
        <translation>{by} Punkte weniger</translation>
    </message>
    <message>
        <source>{by} pts</source>
        <translation>{by} Pkt.</translation>
    </message>
    <message>
        <source>up {share} percent</source>
        <translation>{share} Prozent mehr</translation>
    </message>
    <message>
        <source>down {share} percent</source>
        <translation>{share} Prozent weniger</translation>
    </message>
    <message>
        <source>{hours} h {left}</source>
        <translation>{hours} h {left}</translation>
    </message>
    <message>
        <source>, from {duration}</source>
        <translation>, vorher {duration}</translation>
    </message>
    <message>
        <source>Median {duration}{was}: half of your answers were quicker</source>
        <translation>Median {duration}{was}: Die Hälfte Ihrer Antworten war schneller</translation>
    </message>
    <message>
        <source>{day} {month}{year}</source>
        <translation>{day}. {month}{year}</translation>
    </message>
    <message>
        <source>{dated} to {dated_2}</source>
        <translation>{dated} bis {dated_2}</translation>
    </message>
    <message>
        <source>{day} to {day_2}</source>
        <translation>{day} bis {day_2}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} {year}</translation>
    </message>
    <message>
        <source>{first}–{day} {month}</source>
        <translation>{first}.–{day}. {month}</translation>
    </message>
    <message>
        <source>No comparison</source>
        <translation>Kein Vergleich</translation>
    </message>
    <message>
        <source>A year before</source>
        <translation>Ein Jahr zuvor</translation>
    </message>
    <message>
        <source>Previous 12 months</source>
        <translation>Vorige 12 Monate</translation>
    </message>
    <message>
        <source>Previous day</source>
        <translation>Voriger Tag</translation>
    </message>
    <message>
        <source>Previous {count} days</source>
        <translation>Vorige {count} Tage</translation>
    </message>
    <message>
        <source>The last day is before the first one.</source>
        <translation>Der letzte Tag liegt vor dem ersten.</translation>
    </message>
    <message>
        <source>That is more than ten years. Choose fewer days.</source>
        <translation>Das sind mehr als zehn Jahre. Bitte weniger Tage wählen.</translation>
    </message>
    <message>
        <source>Figures up to {hour}</source>
        <translation>Zahlen bis {hour}</translation>
    </message>
    <message>
        <source>Usual times</source>
        <translation>Übliche Zeiten</translation>
    </message>
    <message>
        <source>Write a time.</source>
        <translation>Bitte eine Zeit eingeben.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Nothing was lost. The details are in the log.</source>
        <translation>Nichts ging verloren. Die Details stehen im Protokoll.</translation>
    </message>
    <message>
        <source>&amp;Send now</source>
        <translation>Jetzt &amp;senden</translation>
    </message>
    <message>
        <source>send anyway</source>
        <translation>trotzdem senden</translation>
    </message>
    <message>
        <source>send again</source>
        <translation>erneut senden</translation>
    </message>
    <message>
        <source>try now</source>
        <translation>jetzt versuchen</translation>
    </message>
    <message>
        <source>It was &amp;delivered</source>
        <translation>Wurde &amp;zugestellt</translation>
    </message>
    <message>
        <source>&amp;Back to drafts</source>
        <translation>Zurück zu den &amp;Entwürfen</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>zurücknehmen</translation>
    </message>
    <message>
        <source>open draft</source>
        <translation>Entwurf öffnen</translation>
    </message>
    <message>
        <source>Stop the &amp;merge…</source>
        <translation>Serien-&amp;Mail stoppen…</translation>
    </message>
    <message>
        <source>take back the rest</source>
        <translation>den Rest zurücknehmen</translation>
    </message>
    <message>
        <source>Change &amp;time…</source>
        <translation>Zei&amp;t ändern…</translation>
    </message>
    <message>
        <source>send later</source>
        <translation>später senden</translation>
    </message>
    <message>
        <source>&amp;About this mail</source>
        <translation>&amp;Über diese Mail</translation>
    </message>
    <message>
        <source>Show conversation</source>
        <translation>Konversation anzeigen</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>Goes out</source>
        <translation>Versand</translation>
    </message>
    <message>
        <source>Was to go out</source>
        <translation>Versand war geplant</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>and {left_out} before</source>
        <translation>und {left_out} davor</translation>
    </message>
    <message>
        <source>{shown}
and {more} more</source>
        <translation>{shown}
und {more} weitere</translation>
    </message>
    <message>
        <source>Show conversation, at the right, has what changed.</source>
        <translation>Was sich geändert hat, zeigt rechts „Konversation anzeigen“.</translation>
    </message>
    <message>
        <source>Open</source>
        <comment>state</comment>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Gone out</source>
        <translation>Versendet</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>What you send stands here until it has arrived.</source>
        <translation>Was Sie senden, steht hier, bis es angekommen ist.</translation>
    </message>
    <message>
        <source>Nothing needs a look</source>
        <translation>Nichts zu prüfen</translation>
    </message>
    <message>
        <source>Mail that was refused, or that something changed about, stands here.</source>
        <translation>Abgewiesene Mail und solche, bei der sich etwas geändert hat, steht hier.</translation>
    </message>
    <message>
        <source>Nothing scheduled</source>
        <translation>Nichts geplant</translation>
    </message>
    <message>
        <source>Choose Send later in a mail, and it waits here for its time.</source>
        <translation>In einer Mail „Später senden“ wählen, dann wartet sie hier auf ihre Zeit.</translation>
    </message>
    <message>
        <source>What has gone out stands here.</source>
        <translation>Was versendet ist, steht hier.</translation>
    </message>
    <message>
        <source>You are offline</source>
        <translation>Sie sind offline</translation>
    </message>
    <message>
        <source>Note it as delivered?</source>
        <translation>Als zugestellt vermerken?</translation>
    </message>
    <message>
        <source>Outpost then does not look for it any longer. If {whom} never got it, nobody will notice.</source>
        <translation>Outpost sucht dann nicht länger danach. Falls {whom} sie nie bekam, merkt es niemand.</translation>
    </message>
    <message>
        <source>Note as delivered</source>
        <translation>Als zugestellt vermerken</translation>
    </message>
    <message>
        <source>Send it once more?</source>
        <translation>Noch einmal senden?</translation>
    </message>
    <message>
        <source>{whom} may have it already, and would then get it twice. It keeps its Message-ID, so that most mail programs show it once.</source>
        <translation>Vielleicht ist sie bei {whom} schon angekommen und käme dann zweimal. Sie behält ihre Message-ID, sodass die meisten Mailprogramme sie nur einmal zeigen.</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Stop the mail merge?</source>
        <translation>Serien-Mail stoppen?</translation>
    </message>
    <message>
        <source>What has not left goes to nobody. What has left cannot be taken back.</source>
        <translation>Was noch nicht versendet ist, geht an niemanden. Versendetes lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Will be sent {later_words}</source>
        <translation>Versand: {later_words}</translation>
    </message>
    <message>
        <source>Sending in {n} s</source>
        <translation>Senden in {n} s</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>The mail to {name} could not be sent</source>
        <translation>Die Mail an {name} konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>Open draft</source>
        <translation>Entwurf öffnen</translation>
    </message>
    <message>
        <source>Nobody knows whether the mail to {name} has arrived</source>
        <translation>Ob die Mail an {name} angekommen ist, ist ungewiss</translation>
    </message>
    <message>
        <source>The mail to {name} has not been sent yet</source>
        <translation>Die Mail an {name} ist noch nicht gesendet</translation>
    </message>
    <message>
        <source> and {more} more</source>
        <translation> und {more} weitere</translation>
    </message>
    <message>
        <source>{count} mails need a look</source>
        <translation>{count} Mails zu prüfen</translation>
    </message>
    <message>
        <source>To {listed}.</source>
        <translation>An {listed}.</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>{names} and {value} more</source>
        <translation>{names} und {value} weitere</translation>
    </message>
    <message>
        <source>tomorrow {here}</source>
        <translation>morgen {here}</translation>
    </message>
    <message>
        <source>{mine} your time, {theirs} in {place}</source>
        <translation>{mine} Ihrer Zeit, {theirs} in {place}</translation>
    </message>
    <message>
        <source>It is being sent now.</source>
        <translation>Sie wird gerade gesendet.</translation>
    </message>
    <message>
        <source>Something changed since it was written.</source>
        <translation>Seit dem Schreiben hat sich etwas geändert.</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The connection broke while the server took it. Sent is searched for it.</source>
        <translation>Die Verbindung brach ab, während der Server sie annahm. Sie wird in Gesendet gesucht.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>It may have been delivered: the connection broke while the server took it.</source>
        <translation>Vielleicht wurde sie zugestellt: Die Verbindung brach ab, während der Server sie annahm.</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Ungewiss</translation>
    </message>
    <message>
        <source>Refused: {said}</source>
        <translation>Abgewiesen: {said}</translation>
    </message>
    <message>
        <source>It was refused.</source>
        <translation>Sie wurde abgewiesen.</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Sent {when}. It is not in the Sent folder yet.</source>
        <translation>Gesendet {when}. Sie ist noch nicht im Ordner Gesendet.</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Sent {when}.</source>
        <translation>Gesendet {when}.</translation>
    </message>
    <message>
        <source>You took it back before it went out.</source>
        <translation>Sie haben sie vor dem Versand zurückgenommen.</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Goes out {later_words}.</source>
        <translation>Versand: {later_words}.</translation>
    </message>
    <message>
        <source>It is tried again any moment.</source>
        <translation>Neuer Versuch jeden Moment.</translation>
    </message>
    <message>
        <source>It is tried again at {due}.</source>
        <translation>Neuer Versuch um {due}.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message numerus="yes">
        <source>{n} tries</source>
        <comment>{n} try</comment>
        <translation>
            <numerusform>{n} Versuch</numerusform>
            <numerusform>{n} Versuche</numerusform>
        </translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>Aufgeschoben</translation>
    </message>
    <message>
        <source>It goes out any moment.</source>
        <translation>Sie wird jeden Moment versendet.</translation>
    </message>
    <message>
        <source>It goes out in a few seconds: until then it can be taken back.</source>
        <translation>Sie wird in wenigen Sekunden versendet: Bis dahin lässt sie sich zurücknehmen.</translation>
    </message>
    <message>
        <source>Goes out {due}.</source>
        <translation>Versand: {due}.</translation>
    </message>
    <message>
        <source>Put into the outbox</source>
        <translation>In den Postausgang gelegt</translation>
    </message>
    <message>
        <source>Waits: {said}</source>
        <translation>Wartet: {said}</translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation>Wartet auf Versand</translation>
    </message>
    <message>
        <source>Sending began</source>
        <translation>Senden begonnen</translation>
    </message>
    <message>
        <source>Delivered: {said}</source>
        <translation>Zugestellt: {said}</translation>
    </message>
    <message>
        <source>In the server’s Sent folder</source>
        <translation>Im Ordner Gesendet des Servers</translation>
    </message>
    <message>
        <source>In doubt: {said}</source>
        <translation>Ungewiss: {said}</translation>
    </message>
    <message>
        <source>Held: {said}</source>
        <translation>Angehalten: {said}</translation>
    </message>
    <message>
        <source>Taken back; it is a draft again</source>
        <translation>Zurückgenommen; wieder ein Entwurf</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>Trotzdem senden</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Erneut senden…</translation>
    </message>
    <message>
        <source>It was delivered…</source>
        <translation>Wurde zugestellt…</translation>
    </message>
    <message>
        <source>Change time…</source>
        <translation>Zeit ändern…</translation>
    </message>
    <message>
        <source>Stop the merge…</source>
        <translation>Serien-Mail stoppen…</translation>
    </message>
    <message>
        <source>Sending {going}</source>
        <translation>Sendet {going}</translation>
    </message>
    <message>
        <source>{waiting} waiting</source>
        <translation>{waiting} wartend</translation>
    </message>
    <message>
        <source>{scheduled} scheduled</source>
        <translation>{scheduled} geplant</translation>
    </message>
    <message numerus="yes">
        <source>{n} mails need a look</source>
        <comment>{n} mail needs a look</comment>
        <translation>
            <numerusform>{n} Mail braucht einen Blick</numerusform>
            <numerusform>{n} Mails brauchen einen Blick</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} mails go</source>
        <comment>{n} mail goes</comment>
        <translation>
            <numerusform>{n} Mail geht</numerusform>
            <numerusform>{n} Mails gehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages go</source>
        <comment>{n} message goes</comment>
        <translation>
            <numerusform>{n} Nachricht geht</numerusform>
            <numerusform>{n} Nachrichten gehen</numerusform>
        </translation>
    </message>
    <message>
        <source>on {day} at {time}</source>
        <translation>am {day} um {time}</translation>
    </message>
    <message>
        <source>Open the outbox. {rest}</source>
        <translation>Postausgang öffnen. {rest}</translation>
    </message>
    <message>
        <source>Outbox {under_way}</source>
        <translation>Postausgang {under_way}</translation>
    </message>
    <message>
        <source>{said} out when the connection is back.</source>
        <translation>{said} hinaus, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation>Postausgang öffnen</translation>
    </message>
    <message>
        <source>Your work is kept here. Mail that you send goes out when the connection is back.</source>
        <translation>Ihre Arbeit bleibt hier erhalten. Mail, die Sie senden, geht hinaus, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>Your work is kept here. {said} out when the connection is back.</source>
        <translation>Ihre Arbeit bleibt hier erhalten. {said} hinaus, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>To {whom}</source>
        <translation>An {whom}</translation>
    </message>
    <message>
        <source>already</source>
        <translation>bereits</translation>
    </message>
    <message>
        <source>today at {here}</source>
        <translation>heute um {here}</translation>
    </message>
    <message>
        <source>In Leads</source>
        <translation>In Leads</translation>
    </message>
    <message>
        <source>In Inbox</source>
        <translation>Im Posteingang</translation>
    </message>
    <message>
        <source>In Templates</source>
        <translation>In Vorlagen</translation>
    </message>
    <message>
        <source>In Settings</source>
        <translation>In Einstellungen</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Open beside</source>
        <translation>Daneben öffnen</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>{words} first. Backspace searches everywhere alike</source>
        <translation>{words} zuerst. Backspace sucht überall gleich</translation>
    </message>
    <message>
        <source>Row density: {words}</source>
        <translation>Zeilendichte: {words}</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Key of “{title}”</source>
        <translation>Taste für „{title}“</translation>
    </message>
    <message>
        <source>Email {who}</source>
        <translation>E-Mail an {who}</translation>
    </message>
    <message>
        <source>Change status to {status}</source>
        <translation>Status auf {status} ändern</translation>
    </message>
    <message>
        <source>With {name}</source>
        <translation>Mit {name}</translation>
    </message>
    <message>
        <source>The address to sign in at is not a web page.</source>
        <translation>Die Adresse zum Anmelden ist keine Webseite.</translation>
    </message>
    <message>
        <source>&amp;Sequence</source>
        <translation>&amp;Sequenz</translation>
    </message>
    <message>
        <source>&amp;New sequence</source>
        <translation>&amp;Neue Sequenz</translation>
    </message>
    <message>
        <source>&amp;Delete sequence</source>
        <translation>Sequenz &amp;löschen</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Um&amp;benennen</translation>
    </message>
    <message>
        <source>Ne&amp;xt in the list</source>
        <translation>&amp;Weiter in der Liste</translation>
    </message>
    <message>
        <source>&amp;Previous in the list</source>
        <translation>&amp;Zurück in der Liste</translation>
    </message>
    <message>
        <source>Add a &amp;mail step…</source>
        <translation>&amp;Mail-Schritt hinzufügen…</translation>
    </message>
    <message>
        <source>Add an &amp;action step</source>
        <translation>&amp;Aufgaben-Schritt hinzufügen</translation>
    </message>
    <message>
        <source>Move the step &amp;up</source>
        <translation>Schritt nach &amp;oben</translation>
    </message>
    <message>
        <source>Move the step d&amp;own</source>
        <translation>Schritt nach &amp;unten</translation>
    </message>
    <message>
        <source>Delete the s&amp;tep</source>
        <translation>Schri&amp;tt löschen</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>&amp;Pausieren</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>fortsetzen</translation>
    </message>
    <message>
        <source>S&amp;kip the present step</source>
        <translation>Aktuellen &amp;Schritt überspringen</translation>
    </message>
    <message>
        <source>pass over</source>
        <translation>übergehen</translation>
    </message>
    <message>
        <source>Stop for t&amp;hem</source>
        <translation>Für &amp;diese stoppen</translation>
    </message>
    <message>
        <source>take out</source>
        <translation>herausnehmen</translation>
    </message>
    <message>
        <source>&amp;Open lead</source>
        <translation>Lead ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Chec&amp;k</source>
        <translation>Ma&amp;rkieren</translation>
    </message>
    <message>
        <source>Show all states</source>
        <translation>Alle Zustände anzeigen</translation>
    </message>
    <message>
        <source>Show only {said}</source>
        <translation>Nur {said} anzeigen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>There is no template yet</source>
        <translation>Es gibt noch keine Vorlage</translation>
    </message>
    <message>
        <source>Follow up</source>
        <translation>Nachfassen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>No step yet. A sequence begins with a mail or an action.</source>
        <translation>Noch kein Schritt. Eine Sequenz beginnt mit einer Mail oder einer Aufgabe.</translation>
    </message>
    <message>
        <source>Add mail</source>
        <translation>Mail hinzufügen</translation>
    </message>
    <message>
        <source>Add {leads_words} to a sequence</source>
        <translation>{leads_words} in eine Sequenz aufnehmen</translation>
    </message>
    <message>
        <source>Add to the sequence</source>
        <translation>In die Sequenz aufnehmen</translation>
    </message>
    <message>
        <source>No sequence has a step yet.</source>
        <translation>Noch hat keine Sequenz einen Schritt.</translation>
    </message>
    <message>
        <source>There is no sequence yet.</source>
        <translation>Es gibt noch keine Sequenz.</translation>
    </message>
    <message>
        <source>Show sequences</source>
        <translation>Sequenzen anzeigen</translation>
    </message>
    <message>
        <source>A lead that is gone</source>
        <translation>Ein Lead, den es nicht mehr gibt</translation>
    </message>
    <message>
        <source>Leads in this sequence</source>
        <translation>Leads in dieser Sequenz</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>Nothing of this can be paused</source>
        <translation>Nichts davon lässt sich pausieren</translation>
    </message>
    <message>
        <source>Nothing of this is paused or waits</source>
        <translation>Nichts davon ist pausiert oder wartet</translation>
    </message>
    <message>
        <source>Nothing of this has a step to skip</source>
        <translation>Nichts davon hat einen Schritt zum Überspringen</translation>
    </message>
    <message>
        <source>Nothing of this is at work</source>
        <translation>Nichts davon läuft</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>None of this state</source>
        <translation>Keine in diesem Zustand</translation>
    </message>
    <message>
        <source>No lead in it yet</source>
        <translation>Noch kein Lead darin</translation>
    </message>
    <message>
        <source>Check leads where leads are, and press Sequence.</source>
        <translation>Im Bereich Leads die gewünschten markieren und „Sequenz“ drücken.</translation>
    </message>
    <message>
        <source>Choose leads</source>
        <translation>Leads wählen</translation>
    </message>
    <message>
        <source>States of leads</source>
        <translation>Zustände der Leads</translation>
    </message>
    <message>
        <source>Saved {now}</source>
        <translation>Gespeichert {now}</translation>
    </message>
    <message>
        <source>The sequence was deleted elsewhere: your words are a new one</source>
        <translation>Die Sequenz wurde anderswo gelöscht: Ihr Text ist nun eine neue</translation>
    </message>
    <message>
        <source>No sequence yet</source>
        <translation>Noch keine Sequenz</translation>
    </message>
    <message>
        <source>A sequence leads from a first mail to an answer: mails and actions, one after the other, until they reply.</source>
        <translation>Eine Sequenz führt von der ersten Mail zur Antwort: Mails und Aufgaben, eine nach der anderen, bis jemand antwortet.</translation>
    </message>
    <message>
        <source>Press [C]</source>
        <translation>[C] drücken</translation>
    </message>
    <message>
        <source>Steps or leads</source>
        <translation>Schritte oder Leads</translation>
    </message>
    <message>
        <source>Sequence without a name</source>
        <translation>Sequenz ohne Namen</translation>
    </message>
    <message>
        <source>What was not saved when Outpost ended is in your sequences</source>
        <translation>Was beim Beenden von Outpost nicht gespeichert war, steht in Ihren Sequenzen</translation>
    </message>
    <message>
        <source>mail</source>
        <translation>Mail</translation>
    </message>
    <message>
        <source>action</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Step {number}, {kind}: {spoken}</source>
        <translation>Schritt {number}, {kind}: {spoken}</translation>
    </message>
    <message>
        <source>working days</source>
        <translation>Arbeitstage</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>On the lead’s clock</source>
        <translation>Nach der Uhr des Leads</translation>
    </message>
    <message>
        <source>On your clock</source>
        <translation>Nach Ihrer Uhr</translation>
    </message>
    <message>
        <source>On whose clock</source>
        <translation>Nach wessen Uhr</translation>
    </message>
    <message>
        <source>Waits after a lead is in</source>
        <translation>Wartet nach Aufnahme eines Leads</translation>
    </message>
    <message>
        <source>Waits after the step before</source>
        <translation>Wartet nach dem vorigen Schritt</translation>
    </message>
    <message>
        <source>Choose another one: this mail cannot be written.</source>
        <translation>Bitte eine andere wählen: Diese Mail lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Type of action</source>
        <translation>Art der Aufgabe</translation>
    </message>
    <message>
        <source>Ask who decides</source>
        <translation>Fragen, wer entscheidet</translation>
    </message>
    <message>
        <source>Wait so many days</source>
        <translation>So viele Tage warten</translation>
    </message>
    <message>
        <source>Days or working days</source>
        <translation>Tage oder Arbeitstage</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Nicht vor</translation>
    </message>
    <message>
        <source>Not after</source>
        <translation>Nicht nach</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two times</comment>
        <translation>bis</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Delete step</source>
        <translation>Schritt löschen</translation>
    </message>
    <message>
        <source>The template is gone</source>
        <translation>Die Vorlage gibt es nicht mehr</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Nobody in it yet</source>
        <translation>Noch niemand darin</translation>
    </message>
    <message>
        <source>{active} active</source>
        <translation>{active} aktiv</translation>
    </message>
    <message>
        <source>{paused} paused</source>
        <translation>{paused} pausiert</translation>
    </message>
    <message>
        <source>{replied} replied</source>
        <translation>{replied} geantwortet</translation>
    </message>
    <message>
        <source>{finished} finished</source>
        <translation>{finished} abgeschlossen</translation>
    </message>
    <message>
        <source>As soon as a lead is in</source>
        <translation>Sobald ein Lead aufgenommen ist</translation>
    </message>
    <message>
        <source>Right after the step before</source>
        <translation>Gleich nach dem vorigen Schritt</translation>
    </message>
    <message numerus="yes">
        <source>{n} are not there any more</source>
        <comment>{n} is not there any more</comment>
        <translation>
            <numerusform>{n} ist nicht mehr da</numerusform>
            <numerusform>{n} sind nicht mehr da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} are in a sequence already</source>
        <comment>{n} is in a sequence already</comment>
        <translation>
            <numerusform>{n} ist schon in einer Sequenz</numerusform>
            <numerusform>{n} sind schon in einer Sequenz</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} want no mail</source>
        <comment>{n} wants no mail</comment>
        <translation>
            <numerusform>{n} will keine Mails</numerusform>
            <numerusform>{n} wollen keine Mails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} are cold</source>
        <comment>{n} is cold</comment>
        <translation>
            <numerusform>{n} ist kalt</numerusform>
            <numerusform>{n} sind kalt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} have no address that works</source>
        <comment>{n} has no address that works</comment>
        <translation>
            <numerusform>{n} hat keine Adresse, die funktioniert</numerusform>
            <numerusform>{n} haben keine Adresse, die funktioniert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} wait for you</source>
        <comment>{n} waits for you</comment>
        <translation>
            <numerusform>{n} wartet auf Sie</numerusform>
            <numerusform>{n} warten auf Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} working days</source>
        <comment>{n} working day</comment>
        <translation>
            <numerusform>{n} Arbeitstag</numerusform>
            <numerusform>{n} Arbeitstage</numerusform>
        </translation>
    </message>
    <message>
        <source>{span} after a lead is in</source>
        <translation>{span} nach Aufnahme eines Leads</translation>
    </message>
    <message>
        <source>{span} after the step before</source>
        <translation>{span} nach dem vorigen Schritt</translation>
    </message>
    <message>
        <source>{clock_words} to {closing_words}</source>
        <translation>{clock_words} bis {closing_words}</translation>
    </message>
    <message>
        <source>the lead’s clock</source>
        <translation>der Uhr des Leads</translation>
    </message>
    <message>
        <source>your clock</source>
        <translation>Ihrer Uhr</translation>
    </message>
    <message>
        <source>At any time</source>
        <translation>Zu jeder Zeit</translation>
    </message>
    <message>
        <source>on {whose}</source>
        <translation>nach {whose}</translation>
    </message>
    <message>
        <source>midnight</source>
        <translation>Mitternacht</translation>
    </message>
    <message>
        <source>on no day</source>
        <translation>an keinem Tag</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <source> to </source>
        <translation> bis </translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation>Wartet auf Sie</translation>
    </message>
    <message>
        <source>Replied</source>
        <translation>Geantwortet</translation>
    </message>
    <message>
        <source>{days} days ago</source>
        <translation>vor {days} Tagen</translation>
    </message>
    <message>
        <source>due {when}</source>
        <translation>fällig {when}</translation>
    </message>
    <message>
        <source>{leads_words} enrolled</source>
        <translation>{leads_words} aufgenommen</translation>
    </message>
    <message>
        <source>No lead was enrolled</source>
        <translation>Kein Lead wurde aufgenommen</translation>
    </message>
    <message>
        <source>Unanswered mail</source>
        <translation>Unbeantwortete Mail</translation>
    </message>
    <message>
        <source>Quiet hot leads</source>
        <translation>Stille heiße Leads</translation>
    </message>
    <message>
        <source>Accepted meetings</source>
        <translation>Zugesagte Termine</translation>
    </message>
    <message>
        <source>{name}, after</source>
        <translation>{name}, nach</translation>
    </message>
    <message>
        <source>rule automatic action after</source>
        <translation>Regel automatisch Aufgabe nach rule automatic action after</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>today rules reminders automatic</source>
        <translation>heute Regeln Erinnerungen automatisch today rules reminders automatic</translation>
    </message>
    <message>
        <source>{sentence} becomes an action: {made}.</source>
        <translation>{sentence}: Daraus wird die Aufgabe „{made}“.</translation>
    </message>
    <message>
        <source>theme light dark look</source>
        <translation>Design hell dunkel Aussehen Thema theme light dark look</translation>
    </message>
    <message>
        <source>system light dark</source>
        <translation>System hell dunkel system light dark</translation>
    </message>
    <message>
        <source>Privacy and data</source>
        <translation>Datenschutz und Daten</translation>
    </message>
    <message>
        <source>backups copies safe disk</source>
        <translation>Sicherungen Kopien sicher Festplatte backups copies safe disk</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Eine Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>restore undo lost</source>
        <translation>wiederherstellen zurück verloren restore undo lost</translation>
    </message>
    <message>
        <source>The one that is marked above, else the last one. Outpost is closed for it.</source>
        <translation>Die oben markierte, sonst die letzte. Outpost wird dafür geschlossen.</translation>
    </message>
    <message>
        <source>All leads, mail and files in one file, tried when it is made.</source>
        <translation>Alle Leads, Mails und Dateien in einer Datei, beim Erstellen geprüft.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose a folder for backups</source>
        <translation>Ordner für Sicherungen wählen</translation>
    </message>
    <message>
        <source>In the workspace</source>
        <translation>Im Arbeitsbereich</translation>
    </message>
    <message>
        <source>In the workspace. Another disk is safer.</source>
        <translation>Im Arbeitsbereich. Eine andere Festplatte ist sicherer.</translation>
    </message>
    <message>
        <source>{folder}. Another disk is safer.</source>
        <translation>{folder}. Eine andere Festplatte ist sicherer.</translation>
    </message>
    <message>
        <source>Whoever looks after this computer turned it on.</source>
        <translation>Wer sich um diesen Computer kümmert, hat es eingeschaltet.</translation>
    </message>
    <message>
        <source>Whoever looks after this computer turned it off.</source>
        <translation>Wer sich um diesen Computer kümmert, hat es ausgeschaltet.</translation>
    </message>
    <message>
        <source>This copy knows no place where newer versions are told.</source>
        <translation>Diese Kopie kennt keinen Ort, an dem neuere Versionen stehen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} weeks</source>
        <comment>{n} week</comment>
        <translation>
            <numerusform>{n} Woche</numerusform>
            <numerusform>{n} Wochen</numerusform>
        </translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Aktuelles Passwort</translation>
    </message>
    <message>
        <source>Sign out my other devices</source>
        <translation>Meine anderen Geräte abmelden</translation>
    </message>
    <message>
        <source>The present password is needed.</source>
        <translation>Das aktuelle Passwort ist nötig.</translation>
    </message>
    <message>
        <source> The one before stops working.</source>
        <translation> Der vorige gilt dann nicht mehr.</translation>
    </message>
    <message>
        <source>With the code a new password can be set when it is forgotten.{before}</source>
        <translation>Mit dem Code lässt sich ein neues Passwort setzen, wenn es vergessen ist.{before}</translation>
    </message>
    <message>
        <source>New recovery code</source>
        <translation>Neuer Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Make a code</source>
        <translation>Code erstellen</translation>
    </message>
    <message>
        <source>A code of six digits goes to {email}.</source>
        <translation>Ein Code aus sechs Ziffern geht an {email}.</translation>
    </message>
    <message>
        <source>Your team’s web application can send a code to {email}. Enter it here.</source>
        <translation>Die Webanwendung Ihres Teams kann einen Code an {email} senden. Bitte hier eingeben.</translation>
    </message>
    <message>
        <source>Confirm your address</source>
        <translation>Adresse bestätigen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>six digits</source>
        <translation>sechs Ziffern</translation>
    </message>
    <message>
        <source>Send a code</source>
        <translation>Code senden</translation>
    </message>
    <message>
        <source>Six digits from the mail.</source>
        <translation>Sechs Ziffern aus der Mail.</translation>
    </message>
    <message>
        <source>Address confirmed</source>
        <translation>Adresse bestätigt</translation>
    </message>
    <message>
        <source>Sent. The code is good for five minutes.</source>
        <translation>Gesendet. Der Code gilt fünf Minuten.</translation>
    </message>
    <message>
        <source>Connect {title}</source>
        <translation>{title} verbinden</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>keine Taste</translation>
    </message>
    <message>
        <source>This key belongs to the list itself, and stays.</source>
        <translation>Diese Taste gehört zur Liste selbst und bleibt.</translation>
    </message>
    <message>
        <source>Changed. By itself: {first}</source>
        <translation>Geändert. Standard: {first}</translation>
    </message>
    <message>
        <source>Press Enter to change it</source>
        <translation>Zum Ändern Enter drücken</translation>
    </message>
    <message>
        <source>Press new keys</source>
        <translation>Neue Tasten drücken</translation>
    </message>
    <message>
        <source>model artificial intelligence llm drafts</source>
        <translation>Modell Sprachmodell künstliche Intelligenz KI Entwürfe model artificial intelligence llm drafts</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Online service</source>
        <translation>Online-Dienst</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>local cloud service</source>
        <translation>lokal Cloud Dienst local cloud service</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Nicht eingerichtet</translation>
    </message>
    <message>
        <source>url address key name</source>
        <translation>URL Adresse Schlüssel Name url address key name</translation>
    </message>
    <message>
        <source>In place of the built-in reader. It uses more of the budget.</source>
        <translation>Anstelle des eingebauten Lesers. Das verbraucht mehr vom Budget.</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr…</translation>
    </message>
    <message>
        <source>What the model does, kind by kind; prices, and a budget of money</source>
        <translation>Was das Modell tut, Art für Art; Preise und ein Geldbudget</translation>
    </message>
    <message>
        <source>privacy sent service what left</source>
        <translation>Datenschutz gesendet Dienst hinaus privacy sent service what left</translation>
    </message>
    <message>
        <source>What left</source>
        <translation>Was hinausging</translation>
    </message>
    <message>
        <source>None is set up. Drafts come from your templates; nothing leaves.</source>
        <translation>Keines ist eingerichtet. Entwürfe kommen aus Ihren Vorlagen; nichts geht hinaus.</translation>
    </message>
    <message>
        <source>{name}, at {host}</source>
        <translation>{name}, bei {host}</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Eingerichtet</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>Nicht erreichbar</translation>
    </message>
    <message>
        <source>No such model</source>
        <translation>Kein solches Modell</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Off. What was read stays.</source>
        <translation>Aus. Was gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>{read} read</source>
        <translation>{read} gelesen</translation>
    </message>
    <message>
        <source>Paused. {read}, {waiting} left.</source>
        <translation>Pausiert. {read}, {waiting} übrig.</translation>
    </message>
    <message>
        <source>, {waiting} left</source>
        <translation>, {waiting} übrig</translation>
    </message>
    <message>
        <source>, {unread} in a language that is not read</source>
        <translation>, {unread} in einer Sprache, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>{tokens} tokens in {month}</source>
        <translation>{tokens} Token im {month}</translation>
    </message>
    <message>
        <source>, about {money}</source>
        <translation>, etwa {money}</translation>
    </message>
    <message>
        <source> of {budget}</source>
        <translation> von {budget}</translation>
    </message>
    <message numerus="yes">
        <source>{used}, in {n} calls.</source>
        <comment>{used}, in {n} call.</comment>
        <translation>
            <numerusform>{used}, in {n} Aufruf.</numerusform>
            <numerusform>{used}, in {n} Aufrufen.</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Drafts and summaries</source>
        <translation>Entwürfe und Zusammenfassungen</translation>
    </message>
    <message>
        <source>Nothing is sent to a service.</source>
        <translation>Nichts wird an einen Dienst gesendet.</translation>
    </message>
    <message>
        <source>Nothing is sent to a service while this computer does the work.</source>
        <translation>Nichts wird an einen Dienst gesendet, solange dieser Computer die Arbeit tut.</translation>
    </message>
    <message>
        <source>What you ask for is sent to {host}: the conversation without attachments. It is shown before the first time.</source>
        <translation>Was Sie anfordern, wird an {host} gesendet: die Konversation ohne Anhänge. Vor dem ersten Mal wird es gezeigt.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>{each} tokens</source>
        <translation>{each} Tokens</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Summaries</source>
        <translation>Zusammenfassungen</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Dringlichkeit</translation>
    </message>
    <message>
        <source>What they want</source>
        <translation>Was sie wollen</translation>
    </message>
    <message>
        <source>Next steps</source>
        <translation>Nächste Schritte</translation>
    </message>
    <message>
        <source>Tokens a month</source>
        <translation>Tokens im Monat</translation>
    </message>
    <message>
        <source>Money a month</source>
        <translation>Geld im Monat</translation>
    </message>
    <message>
        <source>Price of a million tokens sent</source>
        <translation>Preis je Million gesendeter Tokens</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Price of a million tokens received</source>
        <translation>Preis je Million empfangener Tokens</translation>
    </message>
    <message>
        <source>A whole number, 0 or more.</source>
        <translation>Eine ganze Zahl, 0 oder mehr.</translation>
    </message>
    <message>
        <source>What is not ticked, Outpost does by itself. Money counts by the prices below.</source>
        <translation>Was nicht angehakt ist, macht Outpost selbst. Geld zählt nach den Preisen unten.</translation>
    </message>
    <message>
        <source>What the model does</source>
        <translation>Was das Modell macht</translation>
    </message>
    <message>
        <source>Keep what the built-in reader found beside it</source>
        <translation>Funde des eingebauten Lesers daneben behalten</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>A number, 0 or more.</source>
        <translation>Eine Zahl, 0 oder mehr.</translation>
    </message>
    <message>
        <source>Needs a price: without one nothing counts.</source>
        <translation>Braucht einen Preis: Ohne ihn zählt nichts.</translation>
    </message>
    <message>
        <source>Any OpenAI-compatible server on this computer, such as Ollama, llama.cpp or LM Studio. Nothing leaves it.</source>
        <translation>Jeder OpenAI-kompatible Server auf diesem Computer, etwa Ollama, llama.cpp oder LM Studio. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>Any OpenAI-compatible service. What would leave is shown before the first time.</source>
        <translation>Jeder OpenAI-kompatible Dienst. Was gesendet würde, wird vor dem ersten Mal gezeigt.</translation>
    </message>
    <message>
        <source>Model on this computer</source>
        <translation>Modell auf diesem Computer</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>Dieses Modell verwenden</translation>
    </message>
    <message>
        <source>Its name there</source>
        <translation>Name dort</translation>
    </message>
    <message>
        <source>Show which there are</source>
        <translation>Vorhandene anzeigen</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Kept in the keyring of this computer. Leave it empty for none.</source>
        <translation>Liegt im Schlüsselbund dieses Computers. Ohne Schlüssel leer lassen.</translation>
    </message>
    <message>
        <source>The address is needed.</source>
        <translation>Die Adresse wird gebraucht.</translation>
    </message>
    <message>
        <source>Choose a model, or type its name.</source>
        <translation>Ein Modell wählen oder seinen Namen eingeben.</translation>
    </message>
    <message>
        <source>This is not possible. {advice}</source>
        <translation>Das ist nicht möglich. {advice}</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>auf diesem Computer</translation>
    </message>
    <message>
        <source>a service elsewhere</source>
        <translation>bei einem Dienst anderswo</translation>
    </message>
    <message>
        <source>This address is not {where}.</source>
        <translation>Diese Adresse ist nicht {where}.</translation>
    </message>
    <message>
        <source>The key is kept until Outpost closes.</source>
        <translation>Der Schlüssel bleibt, bis Outpost beendet wird.</translation>
    </message>
    <message>
        <source>There are no models at this address.</source>
        <translation>Unter dieser Adresse gibt es keine Modelle.</translation>
    </message>
    <message>
        <source>Kept in the keyring</source>
        <translation>Liegt im Schlüsselbund</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.gif *.bmp)</translation>
    </message>
    <message>
        <source>In a mail</source>
        <translation>In einer Mail</translation>
    </message>
    <message>
        <source>Profile and signature</source>
        <translation>Profil und Signatur</translation>
    </message>
    <message>
        <source>me account</source>
        <translation>ich konto me account</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Not confirmed</source>
        <translation>Nicht bestätigt</translation>
    </message>
    <message>
        <source>picture photo avatar face</source>
        <translation>bild foto porträt gesicht picture photo avatar face</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen…</translation>
    </message>
    <message>
        <source>Remove the picture</source>
        <translation>Bild entfernen</translation>
    </message>
    <message>
        <source>Your team sees it beside your name.</source>
        <translation>Ihr Team sieht es neben Ihrem Namen.</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Vollständiger Name</translation>
    </message>
    <message>
        <source>work email address confirm verify code</source>
        <translation>geschäftliche e-mail adresse bestätigen prüfen work email address confirm verify code</translation>
    </message>
    <message>
        <source>Work email</source>
        <translation>Geschäftliche E-Mail</translation>
    </message>
    <message>
        <source>Enter a code</source>
        <translation>Code eingeben</translation>
    </message>
    <message>
        <source>clock city hours</source>
        <translation>uhr zeitzone stadt stunden clock city hours</translation>
    </message>
    <message>
        <source>mail greeting</source>
        <translation>mail gruß grußformel mail greeting</translation>
    </message>
    <message>
        <source>Use this computer’s: {replace}</source>
        <translation>Die des Computers verwenden: {replace}</translation>
    </message>
    <message>
        <source>A name is needed. The one before is kept.</source>
        <translation>Ein Name wird gebraucht. Der bisherige bleibt.</translation>
    </message>
    <message>
        <source>No time zone is called “{typed}”. Nothing was changed.</source>
        <translation>Keine Zeitzone heißt „{typed}“. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>Alle Einstellungen</translation>
    </message>
    <message>
        <source>Changes are saved at once</source>
        <translation>Änderungen werden sofort gespeichert</translation>
    </message>
    <message>
        <source>No setting has “{text}” in its name or help.</source>
        <translation>Keine Einstellung hat „{text}“ im Namen oder in der Hilfe.</translation>
    </message>
    <message>
        <source>Team database</source>
        <translation>Team-Datenbank</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Import and export</source>
        <translation>Import und Export</translation>
    </message>
    <message>
        <source>safe protect</source>
        <translation>sicher schützen safe protect</translation>
    </message>
    <message>
        <source>New code</source>
        <translation>Neuer Code</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>forgot password</source>
        <translation>passwort vergessen forgot password</translation>
    </message>
    <message>
        <source>connected accounts google microsoft github</source>
        <translation>verbundene konten connected accounts google microsoft github</translation>
    </message>
    <message>
        <source>Connected accounts</source>
        <translation>Verbundene Konten</translation>
    </message>
    <message>
        <source>There is one. A new one takes its place.</source>
        <translation>Einer ist vorhanden. Ein neuer ersetzt ihn.</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keiner.</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>{shown_key} locks at once. </source>
        <translation>{shown_key} sperrt sofort. </translation>
    </message>
    <message>
        <source>{at_once}Sleep locks, too.</source>
        <translation>{at_once}Auch der Ruhezustand sperrt.</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connected since {day}</source>
        <translation>Verbunden seit {day}</translation>
    </message>
    <message>
        <source>{detail}, the only way in</source>
        <translation>{detail}, der einzige Zugang</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>{title} connected</source>
        <translation>{title} verbunden</translation>
    </message>
    <message>
        <source>Disconnect {title}?</source>
        <translation>{title} trennen?</translation>
    </message>
    <message>
        <source>You will not be able to sign in with {title} until you connect it again.</source>
        <translation>Die Anmeldung mit {title} ist erst wieder möglich, wenn es neu verbunden ist.</translation>
    </message>
    <message numerus="yes">
        <source>After {n} hours</source>
        <comment>After an hour</comment>
        <translation>
            <numerusform>Nach einer Stunde</numerusform>
            <numerusform>Nach {n} Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>After {n} minutes</source>
        <comment>After a minute</comment>
        <translation>
            <numerusform>Nach einer Minute</numerusform>
            <numerusform>Nach {n} Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>devices signed in sign out computers</source>
        <translation>geräte angemeldet abmelden computer devices signed in sign out computers</translation>
    </message>
    <message>
        <source>Sign out everywhere else</source>
        <translation>Überall sonst abmelden</translation>
    </message>
    <message>
        <source>device address last used</source>
        <translation>gerät adresse zuletzt genutzt device address last used</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Sign out {device_words}?</source>
        <translation>{device_words} abmelden?</translation>
    </message>
    <message>
        <source>What was written there is kept. Whoever uses it signs in again.</source>
        <translation>Was dort geschrieben wurde, bleibt. Wer es nutzt, meldet sich neu an.</translation>
    </message>
    <message>
        <source>Sign out everywhere else?</source>
        <translation>Überall sonst abmelden?</translation>
    </message>
    <message>
        <source>All devices but this one are signed out. What was written there is kept.</source>
        <translation>Alle Geräte außer diesem werden abgemeldet. Was dort geschrieben wurde, bleibt.</translation>
    </message>
    <message>
        <source>Backspace takes the key away, Esc leaves it as it is.</source>
        <translation>Backspace entfernt die Taste, Esc lässt sie, wie sie ist.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>keys keyboard hotkeys</source>
        <translation>tasten tastatur tastenkürzel keys keyboard hotkeys</translation>
    </message>
    <message>
        <source>Click a key to change it</source>
        <translation>Zum Ändern auf eine Taste klicken</translation>
    </message>
    <message>
        <source>Show commands without a key</source>
        <translation>Befehle ohne Taste anzeigen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Press new keys for {title}. {tell}</source>
        <translation>Neue Tasten für {title} drücken. {tell}</translation>
    </message>
    <message>
        <source>{words} Press other keys. {tell}</source>
        <translation>{words} Andere Tasten drücken. {tell}</translation>
    </message>
    <message>
        <source>Reset to {first}</source>
        <translation>Auf {first} zurücksetzen</translation>
    </message>
    <message>
        <source>{bare} has no key now</source>
        <translation>{bare} hat jetzt keine Taste</translation>
    </message>
    <message>
        <source>Change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Hide commands without a key</source>
        <translation>Befehle ohne Taste ausblenden</translation>
    </message>
    <message>
        <source>One command has</source>
        <translation>Ein Befehl hat</translation>
    </message>
    <message>
        <source>{count} commands have</source>
        <translation>{count} Befehle haben</translation>
    </message>
    <message>
        <source>Reset all keys?</source>
        <translation>Alle Tasten zurücksetzen?</translation>
    </message>
    <message>
        <source>{what} other keys than at first. They get those back.</source>
        <translation>{what} andere Tasten als anfangs. Die anfänglichen gelten dann wieder.</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Einstellung finden</translation>
    </message>
    <message>
        <source>Settings of Outpost (*.json)</source>
        <translation>Outpost-Einstellungen (*.json)</translation>
    </message>
    <message>
        <source>old new computer move settings file</source>
        <translation>alter neuer computer umziehen einstellungen datei old new computer move settings file</translation>
    </message>
    <message>
        <source>Export settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>save backup</source>
        <translation>sichern sicherung save backup</translation>
    </message>
    <message>
        <source>Settings, keys and signature in one file, without passwords.</source>
        <translation>Einstellungen, Tasten und Signatur in einer Datei, ohne Passwörter.</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>load old machine</source>
        <translation>laden alter rechner load old machine</translation>
    </message>
    <message>
        <source>From the file of another computer. What it has is taken up at once.</source>
        <translation>Aus der Datei eines anderen Computers. Was sie enthält, gilt sofort.</translation>
    </message>
    <message>
        <source>Import leads and mail</source>
        <translation>Leads und Mail importieren</translation>
    </message>
    <message>
        <source>Leads and mail</source>
        <translation>Leads und Mail</translation>
    </message>
    <message>
        <source>csv mbox eml vcard excel files</source>
        <translation>dateien importieren csv mbox eml vcard excel files</translation>
    </message>
    <message>
        <source>Lists of leads and stored mail, from files.</source>
        <translation>Listen von Leads und gespeicherte Mail, aus Dateien.</translation>
    </message>
    <message>
        <source>The settings are in {name}</source>
        <translation>Die Einstellungen sind in {name}</translation>
    </message>
    <message>
        <source>Take up these settings?</source>
        <translation>Diese Einstellungen übernehmen?</translation>
    </message>
    <message>
        <source> Sizes show when Outpost is opened anew.</source>
        <translation> Größen zeigen sich, wenn Outpost neu geöffnet wird.</translation>
    </message>
    <message>
        <source>The settings were taken up.{later}</source>
        <translation>Die Einstellungen wurden übernommen.{later}</translation>
    </message>
    <message>
        <source>One setting comes</source>
        <translation>Eine Einstellung kommt</translation>
    </message>
    <message>
        <source>{count} settings come</source>
        <translation>{count} Einstellungen kommen</translation>
    </message>
    <message>
        <source>{said} from the file and take the place of those here.</source>
        <translation>{said} aus der Datei anstelle der hiesigen.</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>Ausgelassen:</translation>
    </message>
    <message>
        <source>and {more} more.</source>
        <translation>und {more} weitere.</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>Andere Worte</translation>
    </message>
    <message>
        <source>Reading a message</source>
        <translation>Nachricht lesen</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>nothing left</source>
        <translation>nichts gesendet</translation>
    </message>
    <message>
        <source>What left for models</source>
        <translation>Was an Modelle ging</translation>
    </message>
    <message>
        <source>Nothing was sent to a model yet.</source>
        <translation>Noch wurde nichts an ein Modell gesendet.</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
    <message>
        <source>Ask again before anything goes to {host}</source>
        <translation>Wieder fragen, bevor etwas an {host} geht</translation>
    </message>
    <message>
        <source>end not known</source>
        <translation>Ende nicht bekannt</translation>
    </message>
    <message>
        <source>{at}, {bytes_out} bytes to {host}</source>
        <translation>{at}, {bytes_out} Bytes an {host}</translation>
    </message>
    <message>
        <source>Nothing reached {host}; this would have been sent</source>
        <translation>Nichts hat {host} erreicht; das wäre gesendet worden</translation>
    </message>
    <message>
        <source>{bytes_out} bytes went to {model} at {host}</source>
        <translation>{bytes_out} Bytes gingen an {model} bei {host}</translation>
    </message>
    <message>
        <source>{bytes_in} came back</source>
        <translation>{bytes_in} kamen zurück</translation>
    </message>
    <message>
        <source>{tokens} tokens</source>
        <translation>{tokens} Tokens</translation>
    </message>
    <message>
        <source>Outpost on {where}</source>
        <translation>Outpost auf {where}</translation>
    </message>
    <message>
        <source>{browser} on {system}</source>
        <translation>{browser} auf {system}</translation>
    </message>
    <message>
        <source>A browser</source>
        <translation>Ein Browser</translation>
    </message>
    <message>
        <source>another system</source>
        <translation>einem anderen System</translation>
    </message>
    <message>
        <source>used {when}</source>
        <translation>benutzt: {when}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>{n} minutes ago</source>
        <comment>a minute ago</comment>
        <translation>
            <numerusform>vor einer Minute</numerusform>
            <numerusform>vor {n} Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown device</source>
        <translation>Unbekanntes Gerät</translation>
    </message>
    <message>
        <source>You were signed out on another device. Everything you wrote is kept.</source>
        <translation>Sie wurden auf einem anderen Gerät abgemeldet. Alles Geschriebene ist erhalten.</translation>
    </message>
    <message>
        <source>Your sign-in ran out after a week. Everything you wrote is kept.</source>
        <translation>Ihre Anmeldung ist nach einer Woche abgelaufen. Alles Geschriebene ist erhalten.</translation>
    </message>
    <message>
        <source>Outpost was closed.</source>
        <translation>Outpost wurde geschlossen.</translation>
    </message>
    <message>
        <source>A report of what happened was written on this computer.</source>
        <translation>Ein Bericht darüber, was geschehen ist, liegt auf diesem Computer.</translation>
    </message>
    <message>
        <source>Outpost could not open the window</source>
        <translation>Outpost konnte das Fenster nicht öffnen</translation>
    </message>
    <message>
        <source>A report of what happened is in {folder}.</source>
        <translation>Ein Bericht darüber, was geschehen ist, liegt in {folder}.</translation>
    </message>
    <message>
        <source>The people here could not be read</source>
        <translation>Die Personen hier konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>Due: {unseen} not seen yet</source>
        <translation>Fällig: {unseen} noch nicht gesehen</translation>
    </message>
    <message>
        <source>Nothing new is due</source>
        <translation>Nichts Neues ist fällig</translation>
    </message>
    <message>
        <source>Show a message when something is due</source>
        <translation>Meldung zeigen, wenn etwas fällig ist</translation>
    </message>
    <message>
        <source>{more} more</source>
        <translation>{more} weitere</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>Nichts ist fällig.</translation>
    </message>
    <message>
        <source>Outpost could not start</source>
        <translation>Outpost konnte nicht starten</translation>
    </message>
    <message>
        <source>Nothing that was saved is lost.</source>
        <translation>Nichts Gespeichertes ist verloren.</translation>
    </message>
    <message>
        <source>Leads and mail are in that database; Outpost needs it to open.</source>
        <translation>Leads und Mail liegen in dieser Datenbank; Outpost braucht sie zum Öffnen.</translation>
    </message>
    <message>
        <source>Password of the database</source>
        <translation>Passwort der Datenbank</translation>
    </message>
    <message>
        <source>Keep it in the keyring of this computer</source>
        <translation>Im Schlüsselbund dieses Computers aufbewahren</translation>
    </message>
    <message>
        <source>A password is needed.</source>
        <translation>Ein Passwort wird gebraucht.</translation>
    </message>
    <message>
        <source>Leads and mail (*.csv *.tsv *.txt *.xlsx *.vcf *.mbox *.eml);;All files (*)</source>
        <translation>Leads und Mail (*.csv *.tsv *.txt *.xlsx *.vcf *.mbox *.eml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import leads or mail</source>
        <translation>Leads oder Mail importieren</translation>
    </message>
    <message>
        <source>Remove the sample data?</source>
        <translation>Beispieldaten entfernen?</translation>
    </message>
    <message>
        <source>All invented leads go, with their mail, actions and insights. What you brought in yourself stays.</source>
        <translation>Alle erfundenen Leads werden entfernt, mit Mail, Aufgaben und Erkenntnissen. Was Sie selbst eingebracht haben, bleibt.</translation>
    </message>
    <message>
        <source>Drop to import {name}</source>
        <translation>Ablegen, um {name} zu importieren</translation>
    </message>
    <message>
        <source>Drop to import {count} files</source>
        <translation>Ablegen, um {count} Dateien zu importieren</translation>
    </message>
    <message>
        <source>Leads from CSV, Excel or vCard, mail from mbox, .eml or a mail folder</source>
        <translation>Leads aus CSV, Excel oder vCard, Mail aus mbox, .eml oder einem Mail-Ordner</translation>
    </message>
    <message>
        <source>That file is not there any more</source>
        <translation>Diese Datei ist nicht mehr da</translation>
    </message>
    <message>
        <source>La&amp;rgest</source>
        <translation>Am g&amp;rößten</translation>
    </message>
    <message>
        <source>&amp;Small</source>
        <translation>&amp;Klein</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>&amp;Normal</translation>
    </message>
    <message>
        <source>&amp;Large</source>
        <translation>&amp;Groß</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>&amp;Anleitung</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;Look for a newer version</source>
        <translation>Nach einer neueren Version &amp;sehen</translation>
    </message>
    <message>
        <source>&amp;Import files…</source>
        <translation>Dateien &amp;importieren…</translation>
    </message>
    <message>
        <source>Import a &amp;folder of mail…</source>
        <translation>Mail-&amp;Ordner importieren…</translation>
    </message>
    <message>
        <source>&amp;Remove sample data…</source>
        <translation>Beispieldaten entfe&amp;rnen…</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>&amp;Abmelden</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;New lead…</source>
        <translation>&amp;Neuer Lead…</translation>
    </message>
    <message>
        <source>&amp;Follow the system</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>{text} text</source>
        <translation>Schrift: {text}</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>Search or &amp;jump to…</source>
        <translation>Suchen oder &amp;springen zu…</translation>
    </message>
    <message>
        <source>&amp;Search this screen</source>
        <translation>Diese Ansicht durch&amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Look for new mail</source>
        <translation>Neue Mail ab&amp;rufen</translation>
    </message>
    <message>
        <source>Next &amp;pane</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>{title} did not finish</source>
        <translation>{title}: nicht abgeschlossen</translation>
    </message>
    <message>
        <source>{ending_words} in {value}</source>
        <translation>{ending_words} in {value}</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Show the rows</source>
        <translation>Zeilen anzeigen</translation>
    </message>
    <message>
        <source>{title}: {rows} not taken</source>
        <translation>{title}: {rows} nicht übernommen</translation>
    </message>
    <message>
        <source>They are kept in a file of their own, each with its reason. All others are in.</source>
        <translation>Sie liegen in einer eigenen Datei, jede mit ihrem Grund. Alle anderen sind übernommen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} rows were</source>
        <comment>{n} row was</comment>
        <translation>
            <numerusform>{n} Zeile wurde</numerusform>
            <numerusform>{n} Zeilen wurden</numerusform>
        </translation>
    </message>
    <message>
        <source>It is as its makers signed it. Close Outpost, then install it as this one was.</source>
        <translation>Sie ist so, wie ihre Hersteller sie signiert haben. Schließen Sie Outpost, und installieren Sie sie wie diese.</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages were</source>
        <comment>{n} message was</comment>
        <translation>
            <numerusform>{n} Nachricht wurde</numerusform>
            <numerusform>{n} Nachrichten wurden</numerusform>
        </translation>
    </message>
    <message>
        <source>{title}: {messages} kept aside</source>
        <translation>{title}: {messages} beiseitegelegt</translation>
    </message>
    <message>
        <source>They cannot be read as mail. “outpost import broken” lists them with the reasons.</source>
        <translation>Sie sind nicht als Mail lesbar. „outpost import broken“ listet sie mit den Gründen auf.</translation>
    </message>
    <message>
        <source>Save as files…</source>
        <translation>Als Dateien speichern…</translation>
    </message>
    <message>
        <source>Save what was kept aside</source>
        <translation>Beiseitegelegtes speichern</translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <comment>{n} file</comment>
        <translation>
            <numerusform>{n} Datei</numerusform>
            <numerusform>{n} Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>{files} saved in {name}</source>
        <translation>{files} in {name} gespeichert</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>dem Ordner</translation>
    </message>
    <message>
        <source>{title}: cancelled.</source>
        <translation>{title}: abgebrochen.</translation>
    </message>
    <message>
        <source>{title}: cancelled. Nothing was written.</source>
        <translation>{title}: abgebrochen. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>{title}: cancelled. What was done stays.</source>
        <translation>{title}: abgebrochen. Was getan war, bleibt.</translation>
    </message>
    <message>
        <source>{title}: done</source>
        <translation>{title}: fertig</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads updated</source>
        <comment>{n} lead updated</comment>
        <translation>
            <numerusform>{n} Lead aktualisiert</numerusform>
            <numerusform>{n} Leads aktualisiert</numerusform>
        </translation>
    </message>
    <message>
        <source>{same} known already</source>
        <translation>{same} bereits bekannt</translation>
    </message>
    <message>
        <source>{number} not taken</source>
        <translation>{number} nicht übernommen</translation>
    </message>
    <message>
        <source>The file holds no leads</source>
        <translation>Die Datei enthält keine Leads</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages added</source>
        <comment>{n} message added</comment>
        <translation>
            <numerusform>{n} Nachricht hinzugefügt</numerusform>
            <numerusform>{n} Nachrichten hinzugefügt</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} known already</source>
        <translation>{number} bereits bekannt</translation>
    </message>
    <message>
        <source>{number} kept aside</source>
        <translation>{number} beiseitegelegt</translation>
    </message>
    <message>
        <source>No mail was found there</source>
        <translation>Dort wurde keine Mail gefunden</translation>
    </message>
    <message>
        <source>{value} to {name}</source>
        <translation>{value} nach {name}</translation>
    </message>
    <message numerus="yes">
        <source>{n} leads written</source>
        <comment>{n} lead written</comment>
        <translation>
            <numerusform>{n} Lead geschrieben</numerusform>
            <numerusform>{n} Leads geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>No leads</source>
        <translation>Keine Leads</translation>
    </message>
    <message>
        <source>{leads} sample leads with {messages} messages are ready</source>
        <translation>{leads} Beispiel-Leads mit {messages} Nachrichten sind bereit</translation>
    </message>
    <message>
        <source>Outpost {get} is out: see the foot of the window</source>
        <translation>Outpost {get} ist da: siehe am Fuß des Fensters</translation>
    </message>
    <message>
        <source>Outpost {get} is the newest version</source>
        <translation>Outpost {get} ist die neueste Version</translation>
    </message>
    <message>
        <source>No duplicates found</source>
        <translation>Keine Dubletten gefunden</translation>
    </message>
    <message numerus="yes">
        <source>{n} possible duplicates</source>
        <comment>{n} possible duplicate</comment>
        <translation>
            <numerusform>{n} mögliche Dublette</numerusform>
            <numerusform>{n} mögliche Dubletten</numerusform>
        </translation>
    </message>
    <message>
        <source>The backup is made, and was restored for a try: {value} MB</source>
        <translation>Die Sicherung ist gemacht und zur Probe wiederhergestellt: {value} MB</translation>
    </message>
    <message>
        <source>The sample data is gone</source>
        <translation>Die Beispieldaten sind entfernt</translation>
    </message>
    <message>
        <source>The backup is whole: it was restored for a try</source>
        <translation>Die Sicherung ist ganz: sie wurde zur Probe wiederhergestellt</translation>
    </message>
    <message>
        <source>Outpost is locked</source>
        <translation>Outpost ist gesperrt</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Unlock with {title}</source>
        <translation>Mit {title} entsperren</translation>
    </message>
    <message>
        <source>Reading paused, {count} left</source>
        <translation>Lesen angehalten, noch {count}</translation>
    </message>
    <message>
        <source>Reading {count}</source>
        <translation>Liest {count}</translation>
    </message>
    <message>
        <source>Pause reading, or switch it off</source>
        <translation>Lesen anhalten oder abschalten</translation>
    </message>
    <message>
        <source>{words}, {share} done</source>
        <translation>{words}, {share} fertig</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>Pause reading</source>
        <translation>Lesen anhalten</translation>
    </message>
    <message>
        <source>Read no mail any more</source>
        <translation>Keine Mail mehr lesen</translation>
    </message>
    <message>
        <source>Settings and sign-in</source>
        <translation>Einstellungen und Anmeldung</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>{name}, menu</source>
        <translation>{name}, Menü</translation>
    </message>
    <message>
        <source>Reading, writing and searching go on.</source>
        <translation>Lesen, Schreiben und Suchen gehen weiter.</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>The database is away; trying again…</source>
        <translation>Die Datenbank ist nicht erreichbar; neuer Versuch…</translation>
    </message>
    <message>
        <source>What was saved is safe. Outpost goes on by itself when it is back.</source>
        <translation>Gespeichertes ist sicher. Outpost macht von selbst weiter, wenn sie wieder da ist.</translation>
    </message>
    <message>
        <source>{count} running</source>
        <translation>{count} laufen</translation>
    </message>
    <message>
        <source>Show what is running</source>
        <translation>Laufendes anzeigen</translation>
    </message>
    <message>
        <source>Cancel: {title}</source>
        <translation>Abbrechen: {title}</translation>
    </message>
    <message>
        <source>Waiting to start</source>
        <translation>Wartet auf den Start</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>wiederholt</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>“{said}” is to be {verb}. Newer than that:</source>
        <translation>„{said}“ soll {verb} werden. Neuer als das:</translation>
    </message>
    <message>
        <source>and {rest} more</source>
        <translation>und {rest} weitere</translation>
    </message>
    <message>
        <source>Do everything again</source>
        <translation>Alles wiederholen</translation>
    </message>
    <message>
        <source>Take back everything</source>
        <translation>Alles rückgängig machen</translation>
    </message>
    <message>
        <source>Keep newer changes</source>
        <translation>Neuere Änderungen behalten</translation>
    </message>
    <message>
        <source>Looking for new mail</source>
        <translation>Neue Mail wird abgerufen</translation>
    </message>
    <message>
        <source>No mailbox is connected: add one in the settings</source>
        <translation>Kein Postfach ist verbunden: in den Einstellungen hinzufügen</translation>
    </message>
    <message>
        <source>The sign-in was given up.</source>
        <translation>Die Anmeldung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Continue in your browser</source>
        <translation>Weiter im Browser</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Asking {title} …</source>
        <translation>{title} wird gefragt …</translation>
    </message>
    <message>
        <source>Sign in to {provider} there. This window goes on by itself.</source>
        <translation>Dort bei {provider} anmelden. Dieses Fenster macht von selbst weiter.</translation>
    </message>
    <message>
        <source>No browser could be opened. Copy the address and open it in one yourself.</source>
        <translation>Kein Browser ließ sich öffnen. Die Adresse kopieren und selbst in einem öffnen.</translation>
    </message>
    <message>
        <source>Try again in {duration}</source>
        <translation>Erneut versuchen in {duration}</translation>
    </message>
    <message>
        <source>{minutes}:{rest:02} min</source>
        <translation>{minutes}:{rest:02} min</translation>
    </message>
    <message>
        <source>Nothing leaves this computer until you connect something.</source>
        <translation>Nichts verlässt diesen Computer, bis Sie etwas verbinden.</translation>
    </message>
    <message>
        <source>Step 1 of 2</source>
        <translation>Schritt 1 von 2</translation>
    </message>
    <message>
        <source>Step {step} of 2</source>
        <translation>Schritt {step} von 2</translation>
    </message>
    <message>
        <source>Open Outpost</source>
        <translation>Outpost öffnen</translation>
    </message>
    <message>
        <source>The recovery code was shown when the account was made.</source>
        <translation>Der Wiederherstellungscode wurde beim Anlegen des Kontos gezeigt.</translation>
    </message>
    <message>
        <source>A code goes to your address. It is good for five minutes.</source>
        <translation>Ein Code geht an Ihre Adresse. Er gilt fünf Minuten.</translation>
    </message>
    <message>
        <source>Your team’s web application sends a link to set a new password. Paste it here.</source>
        <translation>Die Web-Anwendung Ihres Teams sendet einen Link für ein neues Passwort. Hier einfügen.</translation>
    </message>
    <message>
        <source>Code from the mail</source>
        <translation>Code aus der Mail</translation>
    </message>
    <message>
        <source>Link from the mail</source>
        <translation>Link aus der Mail</translation>
    </message>
    <message>
        <source>Your new password is set. Sign in with it.</source>
        <translation>Das neue Passwort ist gesetzt. Bitte damit anmelden.</translation>
    </message>
    <message>
        <source>Set a new password</source>
        <translation>Neues Passwort setzen</translation>
    </message>
    <message>
        <source>Mail me a code</source>
        <translation>Code zusenden</translation>
    </message>
    <message>
        <source>Set new password</source>
        <translation>Neues Passwort setzen</translation>
    </message>
    <message>
        <source>If {email} has an account here, a code is on its way.</source>
        <translation>Wenn {email} hier ein Konto hat, ist ein Code unterwegs.</translation>
    </message>
    <message>
        <source>An address has an @ in it.</source>
        <translation>Eine Adresse enthält ein @.</translation>
    </message>
    <message>
        <source>{titles}: nothing is here yet.</source>
        <translation>{titles}: Hier ist noch nichts.</translation>
    </message>
    <message>
        <source>Send the code</source>
        <translation>Code senden</translation>
    </message>
    <message>
        <source>With this code you can set a new password if you ever forget it, without a network and without mail. It is shown this once. Keep it where you keep papers, or in a password manager.</source>
        <translation>Mit diesem Code lässt sich ein neues Passwort setzen, falls Sie es vergessen, ohne Netz und ohne Mail. Er wird nur dieses eine Mal gezeigt. Bewahren Sie ihn bei Ihren Unterlagen oder in einem Passwort-Manager auf.</translation>
    </message>
    <message>
        <source>Recovery code. Copy, print or save it with the buttons below.</source>
        <translation>Wiederherstellungscode. Mit den Schaltflächen unten kopieren, drucken oder speichern.</translation>
    </message>
    <message>
        <source>Keep this code</source>
        <translation>Diesen Code aufbewahren</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Save as file</source>
        <translation>Als Datei speichern</translation>
    </message>
    <message>
        <source>I have kept it</source>
        <translation>Ist aufbewahrt</translation>
    </message>
    <message>
        <source>Copied. Paste it where you keep such things.</source>
        <translation>Kopiert. Fügen Sie ihn dort ein, wo Sie so etwas aufbewahren.</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>An den Drucker gesendet.</translation>
    </message>
    <message>
        <source>Save the recovery code</source>
        <translation>Wiederherstellungscode speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Als {name} gespeichert.</translation>
    </message>
    <message>
        <source>Outpost recovery code of {email}

{code}

With it a new password can be set: choose “Forgot password?” where Outpost asks for the password. It works once; a next code is shown then.
</source>
        <translation>Outpost-Wiederherstellungscode von {email}

{code}

Damit lässt sich ein neues Passwort setzen: „Passwort vergessen?“ wählen, wo Outpost nach dem Passwort fragt. Er gilt einmal; dann wird ein nächster Code gezeigt.
</translation>
    </message>
    <message>
        <source>{name} could not be saved there.</source>
        <translation>{name} konnte dort nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>At least {shortest_password} characters. A few words in a row work well.</source>
        <translation>Mindestens {shortest_password} Zeichen. Gut sind ein paar Wörter hintereinander.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>At least {shortest_password} characters.</source>
        <translation>Mindestens {shortest_password} Zeichen.</translation>
    </message>
    <message>
        <source>At most {longest_password} characters.</source>
        <translation>Höchstens {longest_password} Zeichen.</translation>
    </message>
    <message>
        <source>People on this computer</source>
        <translation>Personen auf diesem Computer</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>Andere Adresse</translation>
    </message>
    <message>
        <source>Not you?</source>
        <translation>Nicht Sie?</translation>
    </message>
    <message>
        <source>Drop files here or</source>
        <translation>Dateien hier ablegen oder</translation>
    </message>
    <message>
        <source>choose files</source>
        <translation>auswählen</translation>
    </message>
    <message>
        <source>Drop more files here or</source>
        <translation>Weitere Dateien hier ablegen oder</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Dateien wählen</translation>
    </message>
    <message>
        <source>mail</source>
        <comment>what a file holds</comment>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Leave out {name}</source>
        <translation>{name} auslassen</translation>
    </message>
    <message>
        <source>What should we start with?</source>
        <translation>Womit möchten Sie beginnen?</translation>
    </message>
    <message>
        <source>Pick one or more. You can add the rest later in Settings.</source>
        <translation>Eines oder mehrere wählen. Der Rest lässt sich später in den Einstellungen hinzufügen.</translation>
    </message>
    <message>
        <source>Import CSV or mbox</source>
        <translation>CSV oder mbox importieren</translation>
    </message>
    <message>
        <source>Leads from a CSV file, older mail from an mbox file.</source>
        <translation>Leads aus einer CSV-Datei, ältere Mail aus einer mbox-Datei.</translation>
    </message>
    <message>
        <source>Look around with sample data</source>
        <translation>Mit Beispieldaten umsehen</translation>
    </message>
    <message>
        <source>62 invented leads with mail and actions. Remove it all in one step.</source>
        <translation>62 erfundene Leads mit Mail und Aufgaben. In einem Schritt wieder entfernt.</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>Zu kurz</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Continue with {title}</source>
        <translation>Weiter mit {title}</translation>
    </message>
    <message>
        <source>Welcome to Outpost</source>
        <translation>Willkommen bei Outpost</translation>
    </message>
    <message>
        <source>Your leads and mail stay on this computer
and work without a connection.</source>
        <translation>Ihre Leads und Mails bleiben auf diesem Computer
und sind ohne Verbindung nutzbar.</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Forgot password?</source>
        <translation>Passwort vergessen?</translation>
    </message>
    <message>
        <source>Choose a person</source>
        <translation>Person wählen</translation>
    </message>
    <message>
        <source>Keep me signed in on this computer</source>
        <translation>Auf diesem Computer angemeldet bleiben</translation>
    </message>
    <message>
        <source>or</source>
        <comment>between ways in</comment>
        <translation>oder</translation>
    </message>
    <message>
        <source>How should we call you?</source>
        <translation>Wie dürfen wir Sie nennen?</translation>
    </message>
    <message>
        <source>Welcome back</source>
        <translation>Willkommen zurück</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>&amp;New template</source>
        <translation>&amp;Neue Vorlage</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Use…</source>
        <translation>&amp;Verwenden…</translation>
    </message>
    <message>
        <source>&amp;Insert field</source>
        <translation>Feld &amp;einfügen</translation>
    </message>
    <message>
        <source>&amp;Default for its category</source>
        <translation>&amp;Standard der Kategorie</translation>
    </message>
    <message>
        <source>&amp;Share with the team</source>
        <translation>Mit dem Team &amp;teilen</translation>
    </message>
    <message>
        <source>Make a &amp;copy</source>
        <translation>&amp;Kopie anlegen</translation>
    </message>
    <message>
        <source>Earlier &amp;versions…</source>
        <translation>Frühere &amp;Versionen…</translation>
    </message>
    <message>
        <source>Next &amp;lead in the preview</source>
        <translation>Nächster &amp;Lead in der Vorschau</translation>
    </message>
    <message>
        <source>Choose the lead of the preview…</source>
        <translation>Lead der Vorschau wählen…</translation>
    </message>
    <message>
        <source>I&amp;mport a folder…</source>
        <translation>Ordner i&amp;mportieren…</translation>
    </message>
    <message>
        <source>Exp&amp;ort to a folder…</source>
        <translation>In Ordner exp&amp;ortieren…</translation>
    </message>
    <message>
        <source>{title} of {whose}</source>
        <translation>{title} von {whose}</translation>
    </message>
    <message>
        <source>Write the value.</source>
        <translation>Den Wert eingeben.</translation>
    </message>
    <message>
        <source>One of: {choices}</source>
        <translation>Eines von: {choices}</translation>
    </message>
    <message>
        <source>There is no lead to write to yet</source>
        <translation>Noch kein Lead, dem man schreiben könnte</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>Merge fields</source>
        <translation>Serienfelder</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message numerus="yes">
        <source>{n} fields</source>
        <comment>{n} field</comment>
        <translation>
            <numerusform>{n} Feld</numerusform>
            <numerusform>{n} Felder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} words</source>
        <comment>{n} word</comment>
        <translation>
            <numerusform>{n} Wort</numerusform>
            <numerusform>{n} Wörter</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} without a value</source>
        <translation>{count} ohne Wert</translation>
    </message>
    <message>
        <source>Default for its category</source>
        <translation>Standard der Kategorie</translation>
    </message>
    <message>
        <source>Write a mail with it</source>
        <translation>Mail damit schreiben</translation>
    </message>
    <message>
        <source>Write to the lead of the preview</source>
        <translation>An den Lead der Vorschau schreiben</translation>
    </message>
    <message>
        <source>No longer the default</source>
        <translation>Nicht mehr Standard</translation>
    </message>
    <message>
        <source>Make it the default for its category</source>
        <translation>Zum Standard der Kategorie machen</translation>
    </message>
    <message>
        <source>{owner} shares this template. Make a copy to change it.</source>
        <translation>{owner} teilt diese Vorlage. Zum Ändern eine Kopie anlegen.</translation>
    </message>
    <message>
        <source>A template has words alone: pictures and files go into the mail</source>
        <translation>Eine Vorlage hat nur Text: Bilder und Dateien kommen in die Mail</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Tone</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Keine Kategorie</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>Vorlagen importieren</translation>
    </message>
    <message>
        <source>Export templates</source>
        <translation>Vorlagen exportieren</translation>
    </message>
    <message numerus="yes">
        <source>{n} templates written to {folder}</source>
        <comment>{n} template written to {folder}</comment>
        <translation>
            <numerusform>{n} Vorlage nach {folder} geschrieben</numerusform>
            <numerusform>{n} Vorlagen nach {folder} geschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files could not be imported.</source>
        <comment>{n} file could not be imported.</comment>
        <translation>
            <numerusform>{n} Datei konnte nicht importiert werden.</numerusform>
            <numerusform>{n} Dateien konnten nicht importiert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source> And {more} more.</source>
        <translation> Und {more} weitere.</translation>
    </message>
    <message>
        <source>All of these templates are here already</source>
        <translation>Alle diese Vorlagen sind schon da</translation>
    </message>
    <message>
        <source>Add a value</source>
        <translation>Wert hinzufügen</translation>
    </message>
    <message>
        <source>Set a fallback</source>
        <translation>Ersatzwert setzen</translation>
    </message>
    <message numerus="yes">
        <source>{n} fields have no value</source>
        <comment>{n} field has no value</comment>
        <translation>
            <numerusform>{n} Feld hat keinen Wert</numerusform>
            <numerusform>{n} Felder haben keinen Wert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} are empty for {who}. The message can’t be sent until they have a value or a fallback.</source>
        <comment>{names} is empty for {who}. The message can’t be sent until it has a value or a fallback.</comment>
        <translation>
            <numerusform>{names} ist leer für {who}. Die Nachricht kann erst gesendet werden, wenn es einen Wert oder Ersatz hat.</numerusform>
            <numerusform>{names} sind leer für {who}. Die Nachricht kann erst gesendet werden, wenn sie einen Wert oder Ersatz haben.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be previewed</source>
        <translation>Keine Vorschau möglich</translation>
    </message>
    <message>
        <source>The template was deleted elsewhere: your words are a new one</source>
        <translation>Die Vorlage wurde anderswo gelöscht: Ihr Text ist eine neue</translation>
    </message>
    <message>
        <source>Saved {at}</source>
        <translation>Gespeichert {at}</translation>
    </message>
    <message>
        <source>no lead</source>
        <translation>kein Lead</translation>
    </message>
    <message>
        <source>Preview for {who}</source>
        <translation>Vorschau für {who}</translation>
    </message>
    <message>
        <source>Choose a lead</source>
        <translation>Lead wählen</translation>
    </message>
    <message>
        <source>Search leads</source>
        <translation>Leads suchen</translation>
    </message>
    <message>
        <source>No lead has these words.</source>
        <translation>Kein Lead enthält diese Wörter.</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>Search names and text</source>
        <translation>Namen und Text durchsuchen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>No template has all of these words.</source>
        <translation>Keine Vorlage enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>Nothing shared</source>
        <translation>Nichts geteilt</translation>
    </message>
    <message>
        <source>Templates that others share with the team stand here.</source>
        <translation>Hier stehen Vorlagen, die andere mit dem Team teilen.</translation>
    </message>
    <message>
        <source>No defaults yet</source>
        <translation>Noch keine Standards</translation>
    </message>
    <message>
        <source>The star makes a template the one that its category begins with.</source>
        <translation>Der Stern macht eine Vorlage zu der, mit der ihre Kategorie beginnt.</translation>
    </message>
    <message>
        <source>No templates yet</source>
        <translation>Noch keine Vorlagen</translation>
    </message>
    <message>
        <source>Write what you write often once, with fields that fill themselves in.</source>
        <translation>Schreiben Sie Häufiges nur einmal, mit Feldern, die sich selbst ausfüllen.</translation>
    </message>
    <message>
        <source>{reason} Did you mean {instead}?</source>
        <translation>{reason} Meinten Sie {instead}?</translation>
    </message>
    <message>
        <source>Subject of the preview</source>
        <translation>Betreff der Vorschau</translation>
    </message>
    <message>
        <source>{contact_name} (no email)</source>
        <translation>{contact_name} (keine E-Mail)</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Nur Text</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>{n} of {leads} in All leads have no {field}.</source>
        <comment>{n} of {leads} in All leads has no {field}.</comment>
        <translation>
            <numerusform>{n} von {leads} in „Alle Leads“ hat kein {field}.</numerusform>
            <numerusform>{n} von {leads} in „Alle Leads“ haben kein {field}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} is yours: it stands in your profile</source>
        <translation>{title} ist Ihre Angabe: Sie steht in Ihrem Profil</translation>
    </message>
    <message>
        <source>With a lead, you see here what a template comes to.</source>
        <translation>Mit einem Lead sehen Sie hier, was aus einer Vorlage wird.</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist geöffnet</translation>
    </message>
    <message>
        <source>A template is written here, and shown beside it as a lead gets it.</source>
        <translation>Hier wird eine Vorlage geschrieben und daneben so gezeigt, wie ein Lead sie erhält.</translation>
    </message>
    <message>
        <source>Saved {when}</source>
        <translation>Gespeichert {when}</translation>
    </message>
    <message>
        <source>What was not saved when Outpost ended is in your templates</source>
        <translation>Was beim Ende von Outpost nicht gespeichert war, ist in Ihren Vorlagen</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>{who} has no email address.</source>
        <translation>{who} hat keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>Add one to the lead first.</source>
        <translation>Zuerst eine beim Lead hinzufügen.</translation>
    </message>
    <message>
        <source>“{name}” cannot be used for {who} yet.</source>
        <translation>„{name}“ ist für {who} noch nicht verwendbar.</translation>
    </message>
    <message numerus="yes">
        <source>{names} have no value. Add one, or set a fallback.</source>
        <comment>{names} has no value. Add one, or set a fallback.</comment>
        <translation>
            <numerusform>{names} hat keinen Wert. Fügen Sie einen hinzu, oder setzen Sie einen Ersatz.</numerusform>
            <numerusform>{names} haben keinen Wert. Fügen Sie einen hinzu, oder setzen Sie einen Ersatz.</numerusform>
        </translation>
    </message>
    <message>
        <source>What changed since this version</source>
        <translation>Was sich seit dieser Version geändert hat</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>Diese Version wiederherstellen</translation>
    </message>
    <message>
        <source>Earlier versions of “{name}”</source>
        <translation>Frühere Versionen von „{name}“</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Green was written since, red was taken out.</source>
        <translation>Grün kam seither hinzu, Rot wurde entfernt.</translation>
    </message>
    <message>
        <source>This is the text now.</source>
        <translation>Das ist der jetzige Text.</translation>
    </message>
    <message>
        <source>Professional</source>
        <translation>Professionell</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation>Freundlich</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Knapp</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>Kürzer</translation>
    </message>
    <message>
        <source>Warmer</source>
        <translation>Herzlicher</translation>
    </message>
    <message>
        <source>More formal</source>
        <translation>Förmlicher</translation>
    </message>
    <message>
        <source>professional</source>
        <translation>sachlich</translation>
    </message>
    <message>
        <source>friendly</source>
        <translation>freundlich</translation>
    </message>
    <message>
        <source>brief</source>
        <translation>knapp</translation>
    </message>
    <message>
        <source>formal</source>
        <translation>förmlich</translation>
    </message>
    <message>
        <source>Casual</source>
        <translation>Locker</translation>
    </message>
    <message>
        <source>Formal</source>
        <translation>Förmlich</translation>
    </message>
    <message>
        <source>All templates</source>
        <translation>Alle Vorlagen</translation>
    </message>
    <message>
        <source>Default for category</source>
        <translation>Standard der Kategorie</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Meine</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>shared by {owner}</source>
        <translation>geteilt von {owner}</translation>
    </message>
    <message>
        <source>Change the text</source>
        <translation>Text ändern</translation>
    </message>
    <message>
        <source>{value}, edit</source>
        <translation>{value}, bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Action</source>
        <translation>Auf&amp;gabe</translation>
    </message>
    <message>
        <source>&amp;New action…</source>
        <translation>&amp;Neue Aufgabe…</translation>
    </message>
    <message>
        <source>&amp;Complete</source>
        <translation>&amp;Erledigen</translation>
    </message>
    <message>
        <source>Complete and add the ne&amp;xt…</source>
        <translation>Erledigen und nä&amp;chste hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Start or stop</source>
        <translation>&amp;Starten oder anhalten</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>C&amp;ancel action</source>
        <translation>Aufgabe &amp;absagen</translation>
    </message>
    <message>
        <source>&amp;Open again</source>
        <translation>Wieder öff&amp;nen</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>{word} priority</source>
        <translation>Priorität: {word}</translation>
    </message>
    <message>
        <source>&amp;Review and send</source>
        <translation>&amp;Prüfen und senden</translation>
    </message>
    <message>
        <source>Open con&amp;versation</source>
        <translation>Kon&amp;versation öffnen</translation>
    </message>
    <message>
        <source>Save for a ca&amp;lendar…</source>
        <translation>Für Ka&amp;lender speichern…</translation>
    </message>
    <message>
        <source>Send &amp;invitation…</source>
        <translation>E&amp;inladung senden…</translation>
    </message>
    <message>
        <source>Show what is done &amp;today</source>
        <translation>Heu&amp;te Erledigtes anzeigen</translation>
    </message>
    <message>
        <source>Action &amp;panel</source>
        <translation>Aufgaben&amp;bereich</translation>
    </message>
    <message>
        <source>, folded</source>
        <translation>, zugeklappt</translation>
    </message>
    <message>
        <source>, unfolded</source>
        <translation>, aufgeklappt</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>What you plan with your leads stands here.</source>
        <translation>Hier steht, was Sie mit Ihren Leads planen.</translation>
    </message>
    <message>
        <source>Nobody waits for an answer</source>
        <translation>Niemand wartet auf eine Antwort</translation>
    </message>
    <message>
        <source>Nothing to follow up</source>
        <translation>Nichts nachzufassen</translation>
    </message>
    <message>
        <source>No meetings</source>
        <translation>Keine Termine</translation>
    </message>
    <message>
        <source>Nothing done yet</source>
        <translation>Noch nichts erledigt</translation>
    </message>
    <message>
        <source>What you complete stands here.</source>
        <translation>Hier steht, was Sie erledigen.</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>{done} von {total} erledigt</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>Alle Typen</translation>
    </message>
    <message>
        <source>None of this type.</source>
        <translation>Keine dieses Typs.</translation>
    </message>
    <message>
        <source>Press [A]</source>
        <translation>[A] drücken</translation>
    </message>
    <message>
        <source>Types of actions</source>
        <translation>Aufgabentypen</translation>
    </message>
    <message>
        <source>Actions are added for</source>
        <translation>Aufgaben hinzufügen für</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} von {total}</translation>
    </message>
    <message>
        <source>Choose an action to see what it is about.</source>
        <translation>Eine Aufgabe wählen, um zu sehen, worum es geht.</translation>
    </message>
    <message>
        <source>Previous action</source>
        <translation>Vorherige Aufgabe</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>Nächste Aufgabe</translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation>Bereich schließen</translation>
    </message>
    <message>
        <source>Snoozed conversation</source>
        <translation>Zurückgestellte Konversation</translation>
    </message>
    <message>
        <source>Change the type</source>
        <translation>Typ ändern</translation>
    </message>
    <message>
        <source>Take that back</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Change when it is due</source>
        <translation>Fälligkeit ändern</translation>
    </message>
    <message>
        <source>Change the priority</source>
        <translation>Priorität ändern</translation>
    </message>
    <message>
        <source>Open the lead</source>
        <translation>Lead öffnen</translation>
    </message>
    <message>
        <source>Invitation</source>
        <translation>Einladung</translation>
    </message>
    <message>
        <source>Your draft</source>
        <translation>Ihr Entwurf</translation>
    </message>
    <message>
        <source>Today {at}</source>
        <translation>Heute {at}</translation>
    </message>
    <message>
        <source>Yesterday {at}</source>
        <translation>Gestern {at}</translation>
    </message>
    <message>
        <source>Upcoming</source>
        <translation>Demnächst</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>Heute erledigt</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>My queue</source>
        <translation>Meine Liste</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>Nachfassen</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>{weekday} {day} {month}</source>
        <translation>{weekday} {day}. {month}</translation>
    </message>
    <message>
        <source>1 day late</source>
        <translation>1 Tag überfällig</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>snoozed conversation</source>
        <translation>zurückgestellte Konversation</translation>
    </message>
    <message>
        <source>started</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>thu 2pm, in 3 working days, end of month</source>
        <translation>Do 14 Uhr, in 3 Arbeitstagen, Monatsende</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Invitation: {title}</source>
        <translation>Einladung: {title}</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort anzeigen</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>A PNG or JPEG of at most 40 megapixels works.</source>
        <translation>Ein PNG oder JPEG mit höchstens 40 Megapixeln geht.</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>{name} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Choose another picture.</source>
        <translation>Ein anderes Bild wählen.</translation>
    </message>
    <message>
        <source>{name} is too large.</source>
        <translation>{name} ist zu groß.</translation>
    </message>
    <message>
        <source>{name} is no picture that can be used.</source>
        <translation>{name} ist kein verwendbares Bild.</translation>
    </message>
    <message>
        <source>This view could not be read</source>
        <translation>Diese Ansicht konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The other screens still work. Nothing was changed.</source>
        <translation>Alles Übrige geht weiterhin. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>What would leave this computer</source>
        <translation>Was diesen Computer verlassen würde</translation>
    </message>
    <message>
        <source>Send this to {host}?</source>
        <translation>Das an {host} senden?</translation>
    </message>
    <message>
        <source>{bytes} bytes</source>
        <translation>{bytes} Bytes</translation>
    </message>
    <message>
        <source>So that a model there can write for you, these {size} would leave this computer, and the like each time you ask for something. </source>
        <translation>Damit ein Modell dort für Sie schreiben kann, würden diese {size} den Computer verlassen, und Ähnliches jedes Mal, wenn Sie etwas anfordern. </translation>
    </message>
    <message>
        <source>Mail of your leads would go there by itself as it comes: now these {size}, for instance, and the like for each message, without you asking for it. </source>
        <translation>Mail Ihrer Leads ginge von selbst dorthin, sobald sie kommt: jetzt zum Beispiel diese {size} und Ähnliches für jede Nachricht, ohne dass Sie es anfordern. </translation>
    </message>
    <message>
        <source>This is asked once for this host; what leaves is kept under Settings, AI provider.</source>
        <translation>Das wird für diesen Host einmal gefragt; was gesendet wird, steht unter Einstellungen, KI-Anbieter.</translation>
    </message>
    <message>
        <source>The {size} that would leave</source>
        <translation>Die {size}, die gesendet würden</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>Send to this host</source>
        <translation>An diesen Host senden</translation>
    </message>
    <message>
        <source>What was asked for is gone.</source>
        <translation>Das Angeforderte ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Ask for it again.</source>
        <translation>Noch einmal anfordern.</translation>
    </message>
    <message>
        <source>Looking for the servers of {domain}</source>
        <translation>Die Server von {domain} werden gesucht</translation>
    </message>
    <message>
        <source>Trying the usual names at {domain}</source>
        <translation>Die üblichen Namen bei {domain} werden versucht</translation>
    </message>
    <message>
        <source>The mail servers of {domain} could not be found.</source>
        <translation>Die Mail-Server von {domain} wurden nicht gefunden.</translation>
    </message>
    <message>
        <source>Enter them by hand: your provider&apos;s help pages name its IMAP and SMTP servers. If this computer is offline, try again when it is not.</source>
        <translation>Von Hand eingeben: Die Hilfeseiten Ihres Anbieters nennen seine IMAP- und SMTP-Server. Ist dieser Computer offline, später mit Verbindung erneut versuchen.</translation>
    </message>
    <message>
        <source>{title} cannot be connected just like that.</source>
        <translation>{title} lässt sich nicht ohne Weiteres verbinden.</translation>
    </message>
    <message>
        <source>A stored file is damaged.</source>
        <translation>Eine gespeicherte Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>Bring its message in again, or restore a backup.</source>
        <translation>Die zugehörige Nachricht erneut einlesen oder eine Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>A stored message is damaged.</source>
        <translation>Eine gespeicherte Nachricht ist beschädigt.</translation>
    </message>
    <message>
        <source>Bring it in again, or restore a backup.</source>
        <translation>Erneut einlesen oder eine Sicherung wiederherstellen.</translation>
    </message>
    <message>
        <source>That file is not in Outpost&apos;s store.</source>
        <translation>Diese Datei ist nicht im Speicher von Outpost.</translation>
    </message>
    <message>
        <source>It may belong to another program of your team.</source>
        <translation>Sie gehört vielleicht zu einem anderen Programm Ihres Teams.</translation>
    </message>
    <message>
        <source>A stored file cannot be read.</source>
        <translation>Eine gespeicherte Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It may have been moved or deleted ({value}).</source>
        <translation>Sie wurde vielleicht verschoben oder gelöscht ({value}).</translation>
    </message>
    <message>
        <source>Open it in the program it comes from and save it as CSV, then import that.</source>
        <translation>Öffnen Sie sie in dem Programm, aus dem sie stammt, speichern Sie sie als CSV, und importieren Sie dann diese.</translation>
    </message>
    <message>
        <source>a spreadsheet or an archive (.ods, .zip), not a text file</source>
        <translation>eine Tabelle oder ein Archiv (.ods, .zip), keine Textdatei</translation>
    </message>
    <message>
        <source>a spreadsheet of an older Excel (.xls), not a text file</source>
        <translation>eine Tabelle eines älteren Excel (.xls), keine Textdatei</translation>
    </message>
    <message>
        <source>a PDF, not a list of leads</source>
        <translation>ein PDF, keine Liste von Leads</translation>
    </message>
    <message>
        <source>compressed (gzip)</source>
        <translation>gepackt (gzip)</translation>
    </message>
    <message>
        <source>Unpack it, then import what is in it.</source>
        <translation>Entpacken Sie sie, und importieren Sie dann, was darin ist.</translation>
    </message>
    <message>
        <source>compressed (bzip2)</source>
        <translation>gepackt (bzip2)</translation>
    </message>
    <message>
        <source>compressed (xz)</source>
        <translation>gepackt (xz)</translation>
    </message>
    <message>
        <source>compressed (zstd)</source>
        <translation>gepackt (zstd)</translation>
    </message>
    <message>
        <source>compressed (7z)</source>
        <translation>gepackt (7z)</translation>
    </message>
    <message>
        <source>a database (SQLite), not a text file</source>
        <translation>eine Datenbank (SQLite), keine Textdatei</translation>
    </message>
    <message>
        <source>a Parquet file, not a text file</source>
        <translation>eine Parquet-Datei, keine Textdatei</translation>
    </message>
    <message>
        <source>a text document (RTF), not a list of leads</source>
        <translation>ein Textdokument (RTF), keine Liste von Leads</translation>
    </message>
    <message>
        <source>“{name}” is empty.</source>
        <translation>„{name}“ ist leer.</translation>
    </message>
    <message>
        <source>“{name}” is not there.</source>
        <translation>„{name}“ ist nicht da.</translation>
    </message>
    <message>
        <source>It may have been moved or renamed.</source>
        <translation>Vielleicht wurde sie verschoben oder umbenannt.</translation>
    </message>
    <message>
        <source>Choose a file with one lead per row.</source>
        <translation>Eine Datei mit einem Lead pro Zeile wählen.</translation>
    </message>
    <message>
        <source>“{name}” may not be read.</source>
        <translation>„{name}“ darf nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Check the file&apos;s permissions.</source>
        <translation>Die Zugriffsrechte der Datei prüfen.</translation>
    </message>
    <message>
        <source>“{name}” could not be read to its end ({value}).</source>
        <translation>„{name}“ konnte nicht bis zum Ende gelesen werden ({value}).</translation>
    </message>
    <message>
        <source>What was imported until then is kept; importing it again goes on.</source>
        <translation>Was bis dahin importiert wurde, bleibt; ein erneuter Import macht weiter.</translation>
    </message>
    <message>
        <source>“{name}” is {kind}.</source>
        <translation>„{name}“ ist {kind}.</translation>
    </message>
    <message>
        <source>“{name}” is a web page or XML, not a CSV file.</source>
        <translation>„{name}“ ist eine Webseite oder XML, keine CSV-Datei.</translation>
    </message>
    <message>
        <source>“{name}” is not a text file.</source>
        <translation>„{name}“ ist keine Textdatei.</translation>
    </message>
    <message>
        <source>{otherwise} of its lines are not UTF-8 like the rest, and were read as cp1252.</source>
        <translation>{otherwise} ihrer Zeilen sind nicht UTF-8 wie der Rest und wurden als cp1252 gelesen.</translation>
    </message>
    <message>
        <source>Read in the encoding {name}.</source>
        <translation>In der Kodierung {name} gelesen.</translation>
    </message>
    <message>
        <source>There is no encoding “{encoding}”.</source>
        <translation>Es gibt keine Kodierung „{encoding}“.</translation>
    </message>
    <message>
        <source>The report of rows left out could not be written ({value}).</source>
        <translation>Der Bericht über ausgelassene Zeilen konnte nicht geschrieben werden ({value}).</translation>
    </message>
    <message>
        <source>What was imported until then is kept; importing the file again goes on.</source>
        <translation>Was bis dahin importiert wurde, bleibt; ein erneuter Import der Datei macht weiter.</translation>
    </message>
    <message>
        <source>Nobody waits for this answer any more.</source>
        <translation>Niemand wartet mehr auf diese Antwort.</translation>
    </message>
    <message>
        <source>It says: {words}</source>
        <translation>Er sagt: {words}</translation>
    </message>
    <message>
        <source>The model would not write this.</source>
        <translation>Das Modell wollte das nicht schreiben.</translation>
    </message>
    <message>
        <source>Nothing was written, and what stood there before is as it was.</source>
        <translation>Es wurde nichts geschrieben, und was vorher dort stand, ist, wie es war.</translation>
    </message>
    <message>
        <source>There is no room for “{name}” on its disk.</source>
        <translation>Für „{name}“ ist auf dem Datenträger kein Platz.</translation>
    </message>
    <message>
        <source>{nothing} Free some space first.</source>
        <translation>{nothing} Zuerst etwas Platz schaffen.</translation>
    </message>
    <message>
        <source>Make it, or choose another one.</source>
        <translation>Anlegen oder einen anderen wählen.</translation>
    </message>
    <message>
        <source>“{name}” may not be written there.</source>
        <translation>„{name}“ darf dort nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose a folder that is yours.</source>
        <translation>Einen eigenen Ordner wählen.</translation>
    </message>
    <message>
        <source>“{name}” could not be written ({value}).</source>
        <translation>„{name}“ konnte nicht geschrieben werden ({value}).</translation>
    </message>
    <message>
        <source>One of the addresses cannot be written to.</source>
        <translation>An eine der Adressen kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Look at “{text}” once more.</source>
        <translation>„{text}“ noch einmal prüfen.</translation>
    </message>
    <message>
        <source>The folder {path} cannot be read ({strerror}).</source>
        <translation>Der Ordner {path} ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
        <source>Give your user the right to read it.</source>
        <translation>Ihrem Benutzer das Recht geben, ihn zu lesen.</translation>
    </message>
    <message>
        <source>There is no mail in the folder {path}.</source>
        <translation>Im Ordner {path} ist keine Mail.</translation>
    </message>
    <message>
        <source>Choose a Maildir (with cur and new in it), a folder of .eml files, or an mbox.</source>
        <translation>Ein Maildir (mit cur und new darin), einen Ordner mit .eml-Dateien oder eine mbox wählen.</translation>
    </message>
    <message>
        <source>There is no file or folder {path}.</source>
        <translation>Es gibt keine Datei und keinen Ordner {path}.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Den Pfad prüfen.</translation>
    </message>
    <message>
        <source>There are no rights to read {path}.</source>
        <translation>Es fehlt das Recht, {path} zu lesen.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({strerror}).</source>
        <translation>{path} ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
        <source>Check the disk it is on.</source>
        <translation>Den zugehörigen Datenträger prüfen.</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name} ist leer.</translation>
    </message>
    <message>
        <source>There is no mail in it to bring in.</source>
        <translation>Es ist keine Mail zum Einlesen darin.</translation>
    </message>
    <message>
        <source>{name} is not mail.</source>
        <translation>{name} ist keine Mail.</translation>
    </message>
    <message>
        <source>The folder {name} holds several mbox files.</source>
        <translation>Der Ordner {name} enthält mehrere mbox-Dateien.</translation>
    </message>
    <message>
        <source>Bring in those you want one by one: {names}.</source>
        <translation>Die gewünschten einzeln einlesen: {names}.</translation>
    </message>
    <message>
        <source>{name} is too large for a message</source>
        <translation>{name} ist zu groß für eine Nachricht</translation>
    </message>
    <message>
        <source>{name} cannot be read ({strerror})</source>
        <translation>{name} kann nicht gelesen werden ({strerror})</translation>
    </message>
    <message>
        <source>{name} is empty</source>
        <translation>{name} ist leer</translation>
    </message>
    <message>
        <source>{name} is not mail</source>
        <translation>{name} ist keine Mail</translation>
    </message>
    <message>
        <source>It is an Outlook data file. Export the mail from Outlook as .eml, or as mbox.</source>
        <translation>Es ist eine Outlook-Datendatei. Exportieren Sie die Mail aus Outlook als .eml oder als mbox.</translation>
    </message>
    <message>
        <source>It is an Outlook message or an old Office file. Save the mail as .eml instead.</source>
        <translation>Es ist eine Outlook-Nachricht oder eine alte Office-Datei. Speichern Sie die Mail stattdessen als .eml.</translation>
    </message>
    <message>
        <source>It is a packed archive. Unpack it, then bring in the mbox or folder inside.</source>
        <translation>Es ist ein gepacktes Archiv. Entpacken Sie es, und importieren Sie die mbox oder den Ordner darin.</translation>
    </message>
    <message>
        <source>Outpost brings in mbox files, Maildir folders, folders of .eml, and single messages.</source>
        <translation>Outpost importiert mbox-Dateien, Maildir-Ordner, Ordner mit .eml und einzelne Nachrichten.</translation>
    </message>
    <message>
        <source>The certificate authority of this mailbox cannot be read.</source>
        <translation>Die Zertifizierungsstelle dieses Postfachs ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It has to be a certificate in PEM format, as the mail server&apos;s operator gives it.</source>
        <translation>Es muss ein Zertifikat im PEM-Format sein, wie es der Betreiber des Mail-Servers ausgibt.</translation>
    </message>
    <message>
        <source>{host} is asked too often.</source>
        <translation>{host} wird zu oft gefragt.</translation>
    </message>
    <message>
        <source>Try again in a while.</source>
        <translation>In einer Weile erneut versuchen.</translation>
    </message>
    <message>
        <source>{host} has a fault.</source>
        <translation>{host} hat eine Störung.</translation>
    </message>
    <message>
        <source>It says: {status} {said}</source>
        <translation>Die Meldung: {status} {said}</translation>
    </message>
    <message>
        <source>{host} does not know “{name}”.</source>
        <translation>{host} kennt „{name}“ nicht.</translation>
    </message>
    <message>
        <source>{host} does not accept the key.</source>
        <translation>{host} nimmt den Schlüssel nicht an.</translation>
    </message>
    <message>
        <source>Keep another one: in Settings, or by “outpost settings secret model.key”.</source>
        <translation>Einen anderen hinterlegen: in den Einstellungen oder mit „outpost settings secret model.key“.</translation>
    </message>
    <message>
        <source>{host} has no model “{name}”.</source>
        <translation>{host} hat kein Modell „{name}“.</translation>
    </message>
    <message>
        <source>Choose one of its models in Settings, and look at the address.</source>
        <translation>Eines seiner Modelle in den Einstellungen wählen und die Adresse prüfen.</translation>
    </message>
    <message>
        <source>{host} does not take this.</source>
        <translation>{host} nimmt das nicht an.</translation>
    </message>
    <message>
        <source>The language model on this computer does not answer.</source>
        <translation>Das Sprachmodell auf diesem Computer antwortet nicht.</translation>
    </message>
    <message>
        <source>Start the program that runs it; it is expected at {host}.</source>
        <translation>Das Programm starten, in dem es läuft; erwartet wird es unter {host}.</translation>
    </message>
    <message>
        <source>{host} cannot be reached.</source>
        <translation>{host} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Is this computer online?</source>
        <translation>Ist dieser Computer online?</translation>
    </message>
    <message>
        <source>{words} took too long.</source>
        <translation>{words} hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>Try again, or choose a smaller model.</source>
        <translation>Erneut versuchen oder ein kleineres Modell wählen.</translation>
    </message>
    <message>
        <source>Outpost cannot wait for the browser on this computer.</source>
        <translation>Outpost kann auf diesem Computer nicht auf den Browser warten.</translation>
    </message>
    <message>
        <source>A firewall may forbid it. Signing in with a password works.</source>
        <translation>Vielleicht verbietet es eine Firewall. Die Anmeldung mit Passwort geht.</translation>
    </message>
    <message>
        <source>{title} answered in a way that Outpost does not understand.</source>
        <translation>{title} hat auf eine Weise geantwortet, die Outpost nicht versteht.</translation>
    </message>
    <message>
        <source>Nothing was changed. Check the address and the client id in the settings, or try later.</source>
        <translation>Nichts wurde geändert. Adresse und Client-ID in den Einstellungen prüfen oder es später versuchen.</translation>
    </message>
    <message>
        <source>You did not allow it.</source>
        <translation>Sie haben es nicht erlaubt.</translation>
    </message>
    <message>
        <source>{title} was not connected. Try again if you want to.</source>
        <translation>{title} wurde nicht verbunden. Bei Bedarf erneut versuchen.</translation>
    </message>
    <message>
        <source>{title} cannot do it just now.</source>
        <translation>{title} kann es gerade nicht.</translation>
    </message>
    <message>
        <source>Signed in as {user}.</source>
        <translation>Angemeldet als {user}.</translation>
    </message>
    <message>
        <source>{host} turned us away, and said “{said}”.</source>
        <translation>{host} hat uns abgewiesen und sagte „{said}“.</translation>
    </message>
    <message>
        <source>Try again later, or ask who runs that server.</source>
        <translation>Versuchen Sie es später wieder, oder fragen Sie den Betreiber dieses Servers.</translation>
    </message>
    <message>
        <source>{host} takes mail without a sign-in.</source>
        <translation>{host} nimmt Mail ohne Anmeldung an.</translation>
    </message>
    <message>
        <source>{host} answers at port {port}.</source>
        <translation>{host} antwortet an Port {port}.</translation>
    </message>
    <message>
        <source>{host} is this computer, so that no TLS is needed.</source>
        <translation>{host} ist dieser Computer, sodass kein TLS nötig ist.</translation>
    </message>
    <message>
        <source>The certificate of {host} holds.</source>
        <translation>Das Zertifikat von {host} gilt.</translation>
    </message>
    <message>
        <source>{host} cannot check the sign-in just now, and said “{words}”.</source>
        <translation>{host} kann die Anmeldung gerade nicht prüfen und sagte „{words}“.</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>In ein paar Minuten erneut versuchen.</translation>
    </message>
    <message>
        <source>{host} takes no sign-in by the browser for {protocol}.</source>
        <translation>{host} nimmt für {protocol} keine Anmeldung über den Browser.</translation>
    </message>
    <message>
        <source>Use a password for this mailbox.</source>
        <translation>Verwenden Sie für dieses Postfach ein Passwort.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not to be trusted: {error}.</source>
        <translation>Dem Zertifikat von {host} ist nicht zu trauen: {error}.</translation>
    </message>
    <message>
        <source>Nothing was sent to it, no password either. Check the server&apos;s name; for a server of your own, add the certificate of its authority.</source>
        <translation>Es wurde nichts dorthin gesendet, auch kein Passwort. Prüfen Sie den Namen des Servers; bei einem eigenen Server fügen Sie das Zertifikat seiner Zertifizierungsstelle hinzu.</translation>
    </message>
    <message>
        <source>{host} does not speak TLS at port {port}.</source>
        <translation>{host} spricht an Port {port} kein TLS.</translation>
    </message>
    <message>
        <source>No safe connection to {host} came about ({reason}).</source>
        <translation>Es kam keine sichere Verbindung zu {host} zustande ({reason}).</translation>
    </message>
    <message>
        <source>Nothing was sent to it, no password either. Perhaps that port is for STARTTLS.</source>
        <translation>Es wurde nichts dorthin gesendet, auch kein Passwort. Vielleicht ist dieser Port für STARTTLS.</translation>
    </message>
    <message>
        <source>Nothing was sent to it, no password either.</source>
        <translation>Es wurde nichts dorthin gesendet, auch kein Passwort.</translation>
    </message>
    <message>
        <source>The name {host} cannot be looked up just now.</source>
        <translation>Der Name {host} kann gerade nicht nachgeschlagen werden.</translation>
    </message>
    <message>
        <source>There is no server of the name {host}.</source>
        <translation>Es gibt keinen Server namens {host}.</translation>
    </message>
    <message>
        <source>Check the connection of this computer, or try again later.</source>
        <translation>Prüfen Sie die Verbindung dieses Computers, oder versuchen Sie es später wieder.</translation>
    </message>
    <message>
        <source>Check its spelling.</source>
        <translation>Prüfen Sie die Schreibweise.</translation>
    </message>
    <message>
        <source>{host} does not answer at port {port}.</source>
        <translation>{host} antwortet nicht an Port {port}.</translation>
    </message>
    <message>
        <source>Check the port, and whether a firewall forbids it. Without a network it can be tried again later.</source>
        <translation>Prüfen Sie den Port, und ob eine Firewall ihn verbietet. Ohne Netz lässt es sich später wieder versuchen.</translation>
    </message>
    <message>
        <source>{host} takes no connections at port {port}.</source>
        <translation>{host} nimmt an Port {port} keine Verbindungen an.</translation>
    </message>
    <message>
        <source>Check the port: {name} is usually at {port}.</source>
        <translation>Prüfen Sie den Port: {name} ist gewöhnlich an {port}.</translation>
    </message>
    <message>
        <source>The connection to {host} broke.</source>
        <translation>Die Verbindung zu {host} brach ab.</translation>
    </message>
    <message>
        <source>Try again. If it stays so, check the port and the kind of TLS.</source>
        <translation>Versuchen Sie es wieder. Bleibt es dabei, prüfen Sie den Port und die Art von TLS.</translation>
    </message>
    <message>
        <source>What answers at {host}, port {port}, does not speak {name}.</source>
        <translation>Was an {host}, Port {port}, antwortet, spricht kein {name}.</translation>
    </message>
    <message>
        <source>Check the server and its port: {name} is usually at {port}.</source>
        <translation>Prüfen Sie den Server und seinen Port: {name} ist gewöhnlich an {port}.</translation>
    </message>
    <message>
        <source>it is not valid yet (is the clock of this computer right?)</source>
        <translation>es gilt noch nicht (geht die Uhr dieses Computers richtig?)</translation>
    </message>
    <message>
        <source>it has run out</source>
        <translation>es ist abgelaufen</translation>
    </message>
    <message>
        <source>it vouches for itself</source>
        <translation>es bürgt für sich selbst</translation>
    </message>
    <message>
        <source>its authority is not known to this computer</source>
        <translation>seine Zertifizierungsstelle ist diesem Computer nicht bekannt</translation>
    </message>
    <message>
        <source>it was revoked</source>
        <translation>es wurde widerrufen</translation>
    </message>
    <message>
        <source>it is for another name</source>
        <translation>es gilt für einen anderen Namen</translation>
    </message>
    <message>
        <source>it is for another address</source>
        <translation>es gilt für eine andere Adresse</translation>
    </message>
    <message>
        <source>{host} does not offer STARTTLS at port {port}.</source>
        <translation>{host} bietet an Port {port} kein STARTTLS.</translation>
    </message>
    <message>
        <source>{host} takes no password for {protocol}.</source>
        <translation>{host} nimmt für {protocol} kein Passwort.</translation>
    </message>
    <message>
        <source>Sign in by the browser, if your provider offers that.</source>
        <translation>Melden Sie sich über den Browser an, wenn Ihr Anbieter das anbietet.</translation>
    </message>
    <message>
        <source> It said “{said}”.</source>
        <translation> Er sagte „{said}“.</translation>
    </message>
    <message>
        <source>{host} did not accept the sign-in of {user}.{words}</source>
        <translation>{host} hat die Anmeldung von {user} nicht angenommen.{words}</translation>
    </message>
    <message>
        <source>Sign in again by the browser, as the person of this mailbox; IMAP and SMTP may have to be allowed for it by whoever runs it.</source>
        <translation>Melden Sie sich über den Browser neu an, als die Person dieses Postfachs; IMAP und SMTP muss der Betreiber vielleicht erst dafür erlauben.</translation>
    </message>
    <message>
        <source>{host} did not accept name and password.{words}</source>
        <translation>{host} hat Name und Passwort nicht angenommen.{words}</translation>
    </message>
    <message>
        <source>Check the password, and the user name.</source>
        <translation>Prüfen Sie das Passwort und den Benutzernamen.</translation>
    </message>
    <message>
        <source>With two-step sign-in, many providers want an app password.</source>
        <translation>Bei Anmeldung in zwei Schritten wollen viele Anbieter ein App-Passwort.</translation>
    </message>
    <message>
        <source>This sign-in had run out, or was used already.</source>
        <translation>Diese Anmeldung war abgelaufen oder wurde schon verwendet.</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>Neu beginnen.</translation>
    </message>
    <message>
        <source>This sign-in is over.</source>
        <translation>Diese Anmeldung ist vorbei.</translation>
    </message>
    <message>
        <source>{title} does not know this Outpost.</source>
        <translation>{title} kennt dieses Outpost nicht.</translation>
    </message>
    <message>
        <source>Check the client id in the settings, the client secret if it wants one, and that http://127.0.0.1 is allowed there as an address to come back to.</source>
        <translation>Prüfen Sie die Client-ID in den Einstellungen, das Client-Geheimnis, falls eines verlangt wird, und dass http://127.0.0.1 dort als Rückkehradresse erlaubt ist.</translation>
    </message>
    <message>
        <source>{title} refused the sign-in{known}.</source>
        <translation>{title} hat die Anmeldung abgelehnt{known}.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again, or use a password.</source>
        <translation>Nichts wurde geändert. Erneut versuchen oder ein Passwort verwenden.</translation>
    </message>
    <message>
        <source>Its time does not fit: check the date and the time of this computer, and try again.</source>
        <translation>Die Zeit passt nicht: Prüfen Sie Datum und Uhrzeit dieses Computers, und versuchen Sie es wieder.</translation>
    </message>
    <message>
        <source>Nothing was changed. Try again; if it stays so, use a password.</source>
        <translation>Es wurde nichts geändert. Versuchen Sie es wieder; bleibt es dabei, verwenden Sie ein Passwort.</translation>
    </message>
    <message>
        <source>What {title} says could not be confirmed.</source>
        <translation>Was {title} angibt, ließ sich nicht bestätigen.</translation>
    </message>
    <message>
        <source>The connection to {title} is not secure.</source>
        <translation>Die Verbindung zu {title} ist nicht sicher.</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the date of this computer, or ask who runs its network.</source>
        <translation>Nichts wurde gesendet. Das Datum dieses Computers prüfen oder bei der Netzverwaltung nachfragen.</translation>
    </message>
    <message>
        <source>{title} cannot be reached.</source>
        <translation>{title} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Signing in with a password works without a network. Check the connection and try again.</source>
        <translation>Die Anmeldung mit Passwort geht ohne Netz. Die Verbindung prüfen und erneut versuchen.</translation>
    </message>
    <message>
        <source>“{name}” holds no rows.</source>
        <translation>„{name}“ enthält keine Zeilen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} lines before the header were passed over.</source>
        <comment>{n} line before the header was passed over.</comment>
        <translation>
            <numerusform>{n} Zeile vor der Kopfzeile wurde übergangen.</numerusform>
            <numerusform>{n} Zeilen vor der Kopfzeile wurden übergangen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} cells where the header has {width}: a delimiter inside a value, or a missing quotation mark</source>
        <translation>{count} Zellen, wo die Kopfzeile {width} hat: ein Trennzeichen in einem Wert oder ein fehlendes Anführungszeichen</translation>
    </message>
    <message>
        <source>it is a group of addresses, not a person</source>
        <translation>es ist eine Gruppe von Adressen, keine Person</translation>
    </message>
    <message>
        <source>the card is empty</source>
        <translation>die Karte ist leer</translation>
    </message>
    <message>
        <source>There is no encoding “{name}”.</source>
        <translation>Es gibt keine Kodierung „{name}“.</translation>
    </message>
    <message>
        <source>“{name}” holds no vCards.</source>
        <translation>„{name}“ enthält keine vCards.</translation>
    </message>
    <message>
        <source>“{name}” has no sheet “{wanted}”.</source>
        <translation>„{name}“ hat kein Blatt „{wanted}“.</translation>
    </message>
    <message>
        <source>Its sheets are {names}.</source>
        <translation>Die Blätter sind {names}.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or no Excel workbook.</source>
        <translation>„{name}“ ist beschädigt oder keine Excel-Arbeitsmappe.</translation>
    </message>
    <message>
        <source>“{name}” is closed by a password.</source>
        <translation>„{name}“ ist durch ein Passwort geschützt.</translation>
    </message>
    <message>
        <source>Save it without the password (or as CSV), then import that.</source>
        <translation>Ohne das Passwort (oder als CSV) speichern und dann importieren.</translation>
    </message>
    <message>
        <source>“{name}” is too large to be read as a workbook.</source>
        <translation>„{name}“ ist zu groß, um als Arbeitsmappe gelesen zu werden.</translation>
    </message>
    <message>
        <source>Save the sheet as CSV, which may be of any size, then import that.</source>
        <translation>Das Blatt als CSV speichern, das beliebig groß sein darf, und dann importieren.</translation>
    </message>
    <message numerus="yes">
        <source>{n} cells were cut at {most} characters, the most that Excel has room for.</source>
        <comment>{n} cell was cut at {most} characters, the most that Excel has room for.</comment>
        <translation>
            <numerusform>{n} Zelle wurde bei {most} Zeichen gekürzt, mehr fasst Excel nicht.</numerusform>
            <numerusform>{n} Zellen wurden bei {most} Zeichen gekürzt, mehr fasst Excel nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is too much for a workbook.</source>
        <translation>Das ist zu viel für eine Arbeitsmappe.</translation>
    </message>
    <message>
        <source>Export it as CSV, which may be of any size.</source>
        <translation>Als CSV exportieren, das beliebig groß sein darf.</translation>
    </message>
    <message>
        <source>A sheet holds {most} rows: there are several.</source>
        <translation>Ein Blatt fasst {most} Zeilen: Es gibt mehrere.</translation>
    </message>
    <message numerus="yes">
        <source>{n} earlier messages</source>
        <comment>{n} earlier message</comment>
        <translation>
            <numerusform>{n} frühere Nachricht</numerusform>
            <numerusform>{n} frühere Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>so sign-ins and passwords last until Outpost closes.</source>
        <translation>daher gelten Anmeldungen und Passwörter, bis Outpost geschlossen wird.</translation>
    </message>
    <message>
        <source>This computer has no keyring that Outpost can use, {so}</source>
        <translation>Dieser Computer hat keinen Schlüsselbund, den Outpost verwenden kann, {so}</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked</source>
        <translation>Der Schlüsselbund dieses Computers ist gesperrt</translation>
    </message>
    <message>
        <source>The keyring of this computer cannot be used ({kind})</source>
        <translation>Der Schlüsselbund dieses Computers kann nicht verwendet werden ({kind})</translation>
    </message>
    <message>
        <source>The keyring of this computer does not answer</source>
        <translation>Der Schlüsselbund dieses Computers antwortet nicht</translation>
    </message>
    <message>
        <source>There is no desktop session with a keyring here, {so}</source>
        <translation>Hier gibt es keine Desktop-Sitzung mit einem Schlüsselbund, {so}</translation>
    </message>
    <message>
        <source>Write no more, and confirm it</source>
        <translation>Nicht mehr schreiben, und das bestätigen</translation>
    </message>
    <message>
        <source>Write to the person they name, or ask who it is</source>
        <translation>An die genannte Person schreiben, oder fragen, wer es ist</translation>
    </message>
    <message>
        <source>Agree on a time to meet</source>
        <translation>Einen Termin vereinbaren</translation>
    </message>
    <message>
        <source>Send the price</source>
        <translation>Den Preis schicken</translation>
    </message>
    <message>
        <source>Ask when to write again</source>
        <translation>Fragen, wann Sie wieder schreiben dürfen</translation>
    </message>
    <message>
        <source>Answer what speaks against it</source>
        <translation>Auf das antworten, was dagegen spricht</translation>
    </message>
    <message>
        <source>Use the good moment for the next question</source>
        <translation>Den guten Moment für die nächste Frage nutzen</translation>
    </message>
    <message>
        <source>Answer the complaint today</source>
        <translation>Die Beschwerde heute beantworten</translation>
    </message>
    <message>
        <source>Write again on {day}</source>
        <translation>Am {day} wieder schreiben</translation>
    </message>
    <message>
        <source>{what} today</source>
        <translation>{what}: heute</translation>
    </message>
    <message>
        <source>{what}, until {day}</source>
        <translation>{what}, bis {day}</translation>
    </message>
    <message>
        <source>Answer today</source>
        <translation>Heute antworten</translation>
    </message>
    <message>
        <source>Answer: they have waited for days</source>
        <translation>Antworten: seit Tagen wird gewartet</translation>
    </message>
    <message>
        <source>Answer their message</source>
        <translation>Die Nachricht beantworten</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positiv</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negativ</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Wants to meet</source>
        <translation>Möchte einen Termin</translation>
    </message>
    <message>
        <source>Asks for the price</source>
        <translation>Fragt nach dem Preis</translation>
    </message>
    <message>
        <source>Has an objection</source>
        <translation>Hat einen Einwand</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Wrong person</source>
        <translation>Falsche Person</translation>
    </message>
    <message>
        <source>Wants no more mail</source>
        <translation>Will keine Mails mehr</translation>
    </message>
    <message>
        <source>Thanks you</source>
        <translation>Bedankt sich</translation>
    </message>
    <message>
        <source>This copy of Outpost knows no place where newer versions are told.</source>
        <translation>Diese Kopie von Outpost kennt keinen Ort, an dem neuere Versionen stehen.</translation>
    </message>
    <message>
        <source>Whoever gave it to you has them; administrators can name a mirror (updates.url).</source>
        <translation>Wer sie Ihnen gegeben hat, hat auch neuere; Administratoren können einen Spiegel nennen (updates.url).</translation>
    </message>
    <message>
        <source>That is not an address where newer versions can be looked for.</source>
        <translation>Das ist keine Adresse, an der nach neueren Versionen gesehen werden kann.</translation>
    </message>
    <message>
        <source>It looks like https://mirror.company.example/outpost, without a name or password in it.</source>
        <translation>Sie sieht aus wie https://mirror.company.example/outpost, ohne Namen oder Passwort darin.</translation>
    </message>
    <message>
        <source>Outpost {current} is the newest version.</source>
        <translation>Outpost {current} ist die neueste Version.</translation>
    </message>
    <message>
        <source>Outpost {version} has no package for this computer ({kind}).</source>
        <translation>Outpost {version} hat kein Paket für diesen Computer ({kind}).</translation>
    </message>
    <message>
        <source>What there is: {page}</source>
        <translation>Was es gibt: {page}</translation>
    </message>
    <message>
        <source>Looking for newer versions is turned off for this computer.</source>
        <translation>Das Nachsehen nach neueren Versionen ist für diesen Computer ausgeschaltet.</translation>
    </message>
    <message>
        <source>Whoever looks after it brings newer versions.</source>
        <translation>Wer sich um ihn kümmert, bringt neuere Versionen.</translation>
    </message>
    <message>
        <source>Another part of Outpost is asking for newer versions right now.</source>
        <translation>Ein anderer Teil von Outpost fragt gerade nach neueren Versionen.</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>Versuchen Sie es in einer Minute wieder.</translation>
    </message>
    <message>
        <source>{done} of {total} MB fetched</source>
        <translation>{done} von {total} MB geladen</translation>
    </message>
    <message>
        <source>{name} is in {folder}</source>
        <translation>{name} liegt in {folder}</translation>
    </message>
    <message>
        <source>The file {administrators} cannot be understood.</source>
        <translation>Die Datei {administrators} kann nicht verstanden werden.</translation>
    </message>
    <message>
        <source>Outpost {version} is out</source>
        <translation>Outpost {version} ist da</translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation>Ansehen, was neu ist</translation>
    </message>
    <message>
        <source>Outpost looks once a day from now on</source>
        <translation>Outpost sieht ab jetzt einmal am Tag nach</translation>
    </message>
    <message>
        <source>May Outpost look for newer versions once a day?</source>
        <translation>Darf Outpost einmal am Tag nach neueren Versionen sehen?</translation>
    </message>
    <message>
        <source>Nothing about you or your data is sent, and nothing is installed by itself. The settings have it, too.</source>
        <translation>Über Sie oder Ihre Daten wird nichts gesendet, und nichts wird von selbst installiert. In den Einstellungen steht es auch.</translation>
    </message>
    <message>
        <source>Look once a day</source>
        <translation>Einmal am Tag nachsehen</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Outpost {version}</source>
        <translation>Outpost {version}</translation>
    </message>
    <message>
        <source>Its package is fetched and compared with what its makers signed. You install it as you installed this one; your data stays where it is.</source>
        <translation>Ihr Paket wird geholt und mit dem verglichen, was ihre Hersteller signiert haben. Sie installieren es wie dieses; Ihre Daten bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Skip this version</source>
        <translation>Diese Version überspringen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Fetch it</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo sie ist</translation>
    </message>
    <message>
        <source>Nothing was changed, and what you have goes on working.</source>
        <translation>Es wurde nichts geändert, und was Sie haben, arbeitet weiter.</translation>
    </message>
    <message>
        <source>Version {version} is not the newest any more.</source>
        <translation>Version {version} ist nicht mehr die neueste.</translation>
    </message>
    <message>
        <source>Look again: there is {version} now.</source>
        <translation>Sehen Sie noch einmal nach: jetzt gibt es {version}.</translation>
    </message>
    <message>
        <source>what tells of the release is too large</source>
        <translation>was von der Version erzählt, ist zu groß</translation>
    </message>
    <message>
        <source>what tells of the release cannot be read</source>
        <translation>was von der Version erzählt, ist nicht lesbar</translation>
    </message>
    <message>
        <source>it has no {name}</source>
        <translation>es hat kein {name}</translation>
    </message>
    <message>
        <source>What the server of newer versions says is not what Outpost&apos;s makers signed.</source>
        <translation>Was der Server der neueren Versionen sagt, haben die Hersteller von Outpost nicht signiert.</translation>
    </message>
    <message>
        <source>{nothing} If it stays so, tell whoever looks after your computer.</source>
        <translation>{nothing} Bleibt das so, sagen Sie es dem, der sich um Ihren Computer kümmert.</translation>
    </message>
    <message>
        <source>What the server of newer versions says is out of date.</source>
        <translation>Was der Server der neueren Versionen sagt, ist veraltet.</translation>
    </message>
    <message>
        <source>Either it was not brought up to date, somebody holds back what is new, or this computer&apos;s clock is wrong. {nothing}</source>
        <translation>Entweder wurde er nicht gepflegt, jemand hält Neues zurück, oder die Uhr dieses Computers geht falsch. {nothing}</translation>
    </message>
    <message>
        <source>The server of newer versions told something older than it had told before.</source>
        <translation>Der Server der neueren Versionen sagte Älteres, als er zuvor gesagt hatte.</translation>
    </message>
    <message>
        <source>The server of newer versions is too slow.</source>
        <translation>Der Server der neueren Versionen ist zu langsam.</translation>
    </message>
    <message>
        <source>{nothing} It is tried again later.</source>
        <translation>{nothing} Es wird später wieder versucht.</translation>
    </message>
    <message>
        <source>The server of newer versions cannot be asked now.</source>
        <translation>Der Server der neueren Versionen kann jetzt nicht gefragt werden.</translation>
    </message>
    <message>
        <source>The passphrase is empty.</source>
        <translation>Die Passphrase ist leer.</translation>
    </message>
    <message>
        <source>The passphrase cannot be kept: there is no keyring here that Outpost can use.</source>
        <translation>Die Passphrase kann nicht aufbewahrt werden: hier gibt es keinen Schlüsselbund, den Outpost verwenden kann.</translation>
    </message>
    <message>
        <source>Backups made by themselves stay unsealed; for one: outpost db backup --passphrase.</source>
        <translation>Von selbst gemachte Sicherungen bleiben unversiegelt; für eine einzelne: outpost db backup --passphrase.</translation>
    </message>
    <message>
        <source>A name is nothing by itself.</source>
        <translation>Ein Name hat keinen Wert von selbst.</translation>
    </message>
    <message>
        <source>Give another: outpost settings set.</source>
        <translation>Geben Sie einen anderen: outpost settings set.</translation>
    </message>
    <message>
        <source>This workspace works in another server’s database, which others back up.</source>
        <translation>Dieser Arbeitsplatz arbeitet in der Datenbank eines anderen Servers, die andere sichern.</translation>
    </message>
    <message>
        <source>For a copy of what is yours: outpost db backup FILE.</source>
        <translation>Für eine Kopie dessen, was Ihnen gehört: outpost db backup FILE.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über Outpost</translation>
    </message>
    <message>
        <source>version help support program</source>
        <translation>Version Hilfe Programm version help support program</translation>
    </message>
    <message>
        <source>version postgres qt python system</source>
        <translation>Version System version postgres qt python system</translation>
    </message>
    <message>
        <source>Open the folder of the data</source>
        <translation>Den Ordner der Daten öffnen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>folder where files database</source>
        <translation>Ordner wo Dateien folder where files database</translation>
    </message>
    <message>
        <source>Open the folder of the logs</source>
        <translation>Den Ordner der Protokolle öffnen</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>folder where</source>
        <translation>Ordner wo folder where</translation>
    </message>
    <message>
        <source>Look at the fault reports</source>
        <translation>Die Fehlerberichte ansehen</translation>
    </message>
    <message>
        <source>Look</source>
        <comment>at something</comment>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Fault reports</source>
        <translation>Fehlerberichte</translation>
    </message>
    <message>
        <source>crash bug report send</source>
        <translation>Absturz Fehler Bericht crash bug report send</translation>
    </message>
    <message>
        <source>Show the licences</source>
        <translation>Die Lizenzen zeigen</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>open source libraries</source>
        <translation>quelloffen Bibliotheken open source libraries</translation>
    </message>
    <message>
        <source>Apache 2.0, made with the work of others.</source>
        <translation>Apache 2.0, gemacht mit der Arbeit anderer.</translation>
    </message>
    <message>
        <source>Outpost {outpost}</source>
        <translation>Outpost {outpost}</translation>
    </message>
    <message>
        <source>Postgres {postgres}{value}</source>
        <translation>Postgres {postgres}{value}</translation>
    </message>
    <message>
        <source> (another server)</source>
        <translation> (ein anderer Server)</translation>
    </message>
    <message>
        <source>Qt {qVersion}, Python {python}</source>
        <translation>Qt {qVersion}, Python {python}</translation>
    </message>
    <message>
        <source>Data: {home}</source>
        <translation>Daten: {home}</translation>
    </message>
    <message>
        <source>Logs: {logs}</source>
        <translation>Protokolle: {logs}</translation>
    </message>
    <message>
        <source>Fault reports: {len}</source>
        <translation>Fehlerberichte: {len}</translation>
    </message>
    <message>
        <source>Not well: {each}</source>
        <translation>Nicht in Ordnung: {each}</translation>
    </message>
    <message>
        <source>Check how everything is</source>
        <translation>Prüfen, wie alles steht</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>doctor check problems well</source>
        <translation>prüfen Probleme doctor check problems well</translation>
    </message>
    <message>
        <source>Looks at the database, the disk, mailboxes, backups and the clock.</source>
        <translation>Sieht nach Datenbank, Festplatte, Postfächern, Sicherungen und Uhr.</translation>
    </message>
    <message>
        <source>doctor problems findings</source>
        <translation>Probleme Befunde doctor problems findings</translation>
    </message>
    <message>
        <source> at {database}</source>
        <translation> in {database}</translation>
    </message>
    <message>
        <source>Version {outpost}. Postgres {postgres}{where}, Qt {qVersion}, Python {python}.</source>
        <translation>Version {outpost}. Postgres {postgres}{where}, Qt {qVersion}, Python {python}.</translation>
    </message>
    <message>
        <source>None. A fault of Outpost itself would be noted on this computer.</source>
        <translation>Keine. Ein Fehler von Outpost selbst würde auf diesem Computer notiert.</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Einer</translation>
    </message>
    <message>
        <source>{count}, the newest {newest}{newest_2}. None was sent.</source>
        <translation>{count}, der neueste {newest}{newest_2}. Keiner wurde gesendet.</translation>
    </message>
    <message>
        <source>The details are on the clipboard</source>
        <translation>Die Angaben sind in der Zwischenablage</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Prüft…</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Looked at {now}.</source>
        <translation>Geprüft um {now}.</translation>
    </message>
    <message>
        <source>1 to look at</source>
        <translation>1 anzusehen</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>{count} anzusehen</translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>The check could not be made.</source>
        <translation>Die Prüfung war nicht möglich.</translation>
    </message>
    <message>
        <source>and {value} more: outpost doctor</source>
        <translation>und {value} weitere: outpost doctor</translation>
    </message>
    <message>
        <source>Without the passphrase a sealed backup is of no use to anybody, nor to you. Outpost keeps it in the keyring of this computer alone, which is gone when the computer is: write it down elsewhere.</source>
        <translation>Ohne die Passphrase nützt eine versiegelte Sicherung niemandem, auch Ihnen nicht. Outpost bewahrt sie allein im Schlüsselbund dieses Computers auf, und der ist weg, wenn der Computer weg ist: Schreiben Sie sie anderswo auf.</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Letzte Sicherung</translation>
    </message>
    <message>
        <source>back up now verify verified copy restore</source>
        <translation>sichern jetzt geprüft Kopie back up now verify verified copy restore</translation>
    </message>
    <message>
        <source>This workspace works in the database of another server, and whoever looks after that server backs it up: “For administrators” in Outpost’s documents says how. A copy of your own: outpost db backup FILE.</source>
        <translation>Dieser Arbeitsbereich arbeitet in der Datenbank eines anderen Servers, und wer diesen Server betreut, sichert sie: „For administrators“ in den Dokumenten von Outpost sagt, wie. Eine eigene Kopie: outpost db backup FILE.</translation>
    </message>
    <message>
        <source>backups list verify try restore test</source>
        <translation>Sicherungen Liste prüfen backups list verify try restore test</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>not sealed</source>
        <translation>nicht versiegelt</translation>
    </message>
    <message>
        <source>sealed</source>
        <translation>versiegelt</translation>
    </message>
    <message>
        <source>verified {lowered}</source>
        <translation>geprüft {lowered}</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Set a passphrase for backups</source>
        <translation>Eine Passphrase für Sicherungen setzen</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the passphrase of backups</source>
        <translation>Die Passphrase der Sicherungen vergessen</translation>
    </message>
    <message>
        <source>Passphrase of backups</source>
        <translation>Passphrase der Sicherungen</translation>
    </message>
    <message>
        <source>encrypt seal password secret</source>
        <translation>verschlüsseln versiegeln Passwort encrypt seal password secret</translation>
    </message>
    <message>
        <source>Backups are not sealed. {keyring}</source>
        <translation>Sicherungen sind nicht versiegelt. {keyring}</translation>
    </message>
    <message>
        <source>New backups are sealed. Without it nobody can open them, nor can you.</source>
        <translation>Neue Sicherungen sind versiegelt. Ohne sie kann niemand sie öffnen, auch Sie nicht.</translation>
    </message>
    <message>
        <source>Backups are not sealed: whoever has the file can read it.</source>
        <translation>Sicherungen sind nicht versiegelt: Wer die Datei hat, kann sie lesen.</translation>
    </message>
    <message>
        <source>Forget the passphrase?</source>
        <translation>Die Passphrase vergessen?</translation>
    </message>
    <message>
        <source>Backups to come are not sealed. Those that are sealed stay so, and still need it: keep it as long as you keep them.</source>
        <translation>Künftige Sicherungen sind nicht versiegelt. Die versiegelten bleiben es und brauchen sie weiter: Behalten Sie sie, solange Sie jene behalten.</translation>
    </message>
    <message>
        <source> Backups made before keep the old one.</source>
        <translation> Frühere Sicherungen behalten die alte.</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Die Passphrase ändern</translation>
    </message>
    <message>
        <source>Seal backups</source>
        <translation>Sicherungen versiegeln</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>At least {shortest} letters.</source>
        <translation>Mindestens {shortest} Zeichen.</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>Die beiden sind nicht gleich.</translation>
    </message>
    <message>
        <source>Bring a backup back</source>
        <translation>Eine Sicherung zurückholen</translation>
    </message>
    <message>
        <source>Everything here becomes as it was in the backup; a copy of what it replaces is kept. Close Outpost on this computer first, its engine too, then run this in a terminal:</source>
        <translation>Alles hier wird, wie es in der Sicherung war; was sie ersetzt, bleibt als Kopie. Schließen Sie zuerst Outpost auf diesem Computer, auch den Hintergrunddienst, und führen Sie dann dies in einem Terminal aus:</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Den Befehl kopieren</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>The command is on the clipboard</source>
        <translation>Der Befehl ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>The next is due now.</source>
        <translation>Die nächste ist jetzt fällig.</translation>
    </message>
    <message>
        <source>The next: {coming}.</source>
        <translation>Die nächste: {coming}.</translation>
    </message>
    <message>
        <source>None was made yet. {due}</source>
        <translation>Noch wurde keine gemacht. {due}</translation>
    </message>
    <message>
        <source> {fault} Make another one.</source>
        <translation> {fault} Machen Sie eine andere.</translation>
    </message>
    <message>
        <source>It begins as soon as the engine has a moment.</source>
        <translation>Es beginnt, sobald der Hintergrunddienst einen Moment hat.</translation>
    </message>
    <message>
        <source>Being cancelled…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
    <message>
        <source>{size} kB</source>
        <translation>{size} kB</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} GB</source>
        <translation>{size} GB</translation>
    </message>
    <message>
        <source>tomorrow at {at}</source>
        <translation>morgen um {at}</translation>
    </message>
    <message>
        <source>today at {at}</source>
        <translation>heute um {at}</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Sichert</translation>
    </message>
    <message>
        <source>Trying a backup</source>
        <translation>Prüft eine Sicherung</translation>
    </message>
    <message>
        <source>{day_and_month} at {local}</source>
        <translation>{day_and_month} um {local}</translation>
    </message>
    <message>
        <source>Outpost sends none of them. This is all that one holds: where in the program, and of what kind. Nothing of your mail or leads is in it.</source>
        <translation>Outpost sendet keinen davon. Das ist alles, was einer enthält: wo im Programm, und welcher Art. Von Ihren Mails und Leads steht nichts darin.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Den Bericht kopieren</translation>
    </message>
    <message>
        <source>The report is on the clipboard</source>
        <translation>Der Bericht ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>sync server shared colleagues hub</source>
        <translation>Abgleich Server geteilt Kollegen sync server shared colleagues hub</translation>
    </message>
    <message>
        <source>Where you work</source>
        <translation>Wo Sie arbeiten</translation>
    </message>
    <message>
        <source>postgres host connection</source>
        <translation>Verbindung postgres host connection</translation>
    </message>
    <message>
        <source>Who else</source>
        <translation>Wer noch</translation>
    </message>
    <message>
        <source>people users accounts</source>
        <translation>Leute Benutzer Konten people users accounts</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy the command for a team’s database</source>
        <translation>Den Befehl für die Datenbank eines Teams kopieren</translation>
    </message>
    <message>
        <source>Work in a team’s database</source>
        <translation>In der Datenbank eines Teams arbeiten</translation>
    </message>
    <message>
        <source>remote postgres url change</source>
        <translation>ändern remote postgres url change</translation>
    </message>
    <message>
        <source>One command, with Outpost closed. What is here stays here.</source>
        <translation>Ein Befehl, während Outpost geschlossen ist. Was hier ist, bleibt hier.</translation>
    </message>
    <message>
        <source>privacy network</source>
        <translation>Datenschutz Netz privacy network</translation>
    </message>
    <message>
        <source>Your own database, on this computer.</source>
        <translation>Ihre eigene Datenbank, auf diesem Computer.</translation>
    </message>
    <message>
        <source>No server is asked for anything of yours.</source>
        <translation>Kein Server wird nach etwas von Ihnen gefragt.</translation>
    </message>
    <message>
        <source>{name} at {host}, as {role}</source>
        <translation>{name} auf {host}, als {role}</translation>
    </message>
    <message>
        <source>Outpost works right in this database: what you do there, those who may read it see.</source>
        <translation>Outpost arbeitet direkt in dieser Datenbank: Was Sie dort tun, sehen die, die sie lesen dürfen.</translation>
    </message>
    <message>
        <source>Nobody else has an account here.</source>
        <translation>Sonst hat niemand ein Konto hier.</translation>
    </message>
    <message>
        <source>{named} and {more} more</source>
        <translation>{named} und {more} weitere</translation>
    </message>
    <message>
        <source>{named}. Their leads and mail are theirs alone.</source>
        <translation>{named}. Deren Leads und Mails gehören ihnen allein.</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>Nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Back to “{words}”</source>
        <translation>Zurück zu „{words}“</translation>
    </message>
    <message>
        <source>Show quoted text</source>
        <translation>Zitat zeigen</translation>
    </message>
    <message>
        <source>Hide quoted text</source>
        <translation>Zitat ausblenden</translation>
    </message>
    <message>
        <source>Open in Inbox</source>
        <translation>Im Posteingang öffnen</translation>
    </message>
    <message>
        <source>the address of line {first} again</source>
        <translation>noch einmal die Adresse von Zeile {first}</translation>
    </message>
    <message>
        <source>the lead of line {first} again</source>
        <translation>noch einmal der Lead von Zeile {first}</translation>
    </message>
    <message>
        <source>the person of line {first} again, with another address</source>
        <translation>noch einmal die Person von Zeile {first}, mit anderer Adresse</translation>
    </message>
    <message>
        <source>{noun}: {name}</source>
        <translation>{noun}: {name}</translation>
    </message>
    <message>
        <source>You sent</source>
        <translation>Sie haben gesendet</translation>
    </message>
    <message>
        <source>{who} answered automatically</source>
        <translation>{who} hat automatisch geantwortet</translation>
    </message>
    <message>
        <source>{who} could not deliver</source>
        <translation>{who} konnte nicht zustellen</translation>
    </message>
    <message>
        <source>{who} sent to a list</source>
        <translation>{who} hat an eine Liste geschrieben</translation>
    </message>
    <message>
        <source>{who} replied</source>
        <translation>{who} hat geantwortet</translation>
    </message>
    <message>
        <source>{who} wrote</source>
        <translation>{who} hat geschrieben</translation>
    </message>
    <message>
        <source>{label} {status}</source>
        <translation>{label} {status}</translation>
    </message>
    <message>
        <source>Lead added</source>
        <translation>Lead hinzugefügt</translation>
    </message>
    <message numerus="yes">
        <source>{n} fields changed</source>
        <comment>{n} field changed</comment>
        <translation>
            <numerusform>{n} Feld geändert</numerusform>
            <numerusform>{n} Felder geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>{title} added</source>
        <translation>{title} hinzugefügt</translation>
    </message>
    <message>
        <source>{title} removed</source>
        <translation>{title} entfernt</translation>
    </message>
    <message>
        <source>{title} changed</source>
        <translation>{title} geändert</translation>
    </message>
    <message>
        <source>Outpost was stopped while the server took the mail.</source>
        <translation>Outpost wurde beendet, während der Server die Mail annahm.</translation>
    </message>
    <message>
        <source>The inbox is looked at first.</source>
        <translation>Erst wird im Posteingang nachgesehen.</translation>
    </message>
    <message>
        <source>Mail to {address} comes back.</source>
        <translation>Mail an {address} kommt zurück.</translation>
    </message>
    <message>
        <source>A mail of the sequence was refused.</source>
        <translation>Eine Mail der Sequenz wurde abgelehnt.</translation>
    </message>
    <message>
        <source>{named} stands in what was written for you, and nowhere in the conversation.</source>
        <translation>{named} steht in dem, was für Sie geschrieben wurde, und nirgends in der Konversation.</translation>
    </message>
    <message>
        <source>{named} stand in what was written for you, and nowhere in the conversation.</source>
        <translation>{named} stehen in dem, was für Sie geschrieben wurde, und nirgends in der Konversation.</translation>
    </message>
    <message>
        <source>It is too large for a template.</source>
        <translation>Sie ist zu groß für eine Vorlage.</translation>
    </message>
    <message>
        <source>It is not written in UTF-8.</source>
        <translation>Sie ist nicht in UTF-8 geschrieben.</translation>
    </message>
    <message>
        <source>It is no text.</source>
        <translation>Sie ist kein Text.</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Es steht nichts darin.</translation>
    </message>
    <message>
        <source>“{said}” is no tone; there are {tones}.</source>
        <translation>„{said}“ ist kein Ton; es gibt {tones}.</translation>
    </message>
    <message>
        <source>{done} of {count} leads</source>
        <translation>{done} von {count} Leads</translation>
    </message>
    <message>
        <source>{count} leads in {name}</source>
        <translation>{count} Leads in {name}</translation>
    </message>
    <message>
        <source>Looking which columns there are</source>
        <translation>Es wird nachgesehen, welche Spalten es gibt</translation>
    </message>
    <message>
        <source>{rows} of {total} rows</source>
        <translation>{rows} von {total} Zeilen</translation>
    </message>
    <message>
        <source>{rows} of {total} rows, {skipped} skipped</source>
        <translation>{rows} von {total} Zeilen, {skipped} übergangen</translation>
    </message>
    <message>
        <source>not an e-mail address</source>
        <translation>keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>the address of an earlier line again</source>
        <translation>noch einmal die Adresse einer früheren Zeile</translation>
    </message>
    <message>
        <source>It could not be stored as a message.</source>
        <translation>Sie konnte nicht als Nachricht gespeichert werden.</translation>
    </message>
    <message>
        <source>The server lists {messages} that it does not hand out.</source>
        <translation>Der Server führt {messages}, die er nicht herausgibt.</translation>
    </message>
    <message>
        <source>Sign in to it again; the mail that is here stays.</source>
        <translation>Melden Sie sich dort neu an; die Mail, die hier ist, bleibt.</translation>
    </message>
    <message>
        <source>Sign in to the mailbox again, or unlock the keyring: it is asked again by itself.</source>
        <translation>Melden Sie sich beim Postfach neu an, oder entsperren Sie den Schlüsselbund: Es wird von selbst wieder gefragt.</translation>
    </message>
    <message>
        <source>The password</source>
        <translation>Das Passwort</translation>
    </message>
    <message>
        <source>What the last sign-in left</source>
        <translation>Was die letzte Anmeldung hinterließ,</translation>
    </message>
    <message>
        <source>{title} wants you to sign in again.</source>
        <translation>{title} möchte, dass Sie sich neu anmelden.</translation>
    </message>
    <message>
        <source>{what} is not in this computer&apos;s keyring.</source>
        <translation>{what} ist nicht im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Not as it was asked for ({fault}).</source>
        <translation>Nicht wie verlangt ({fault}).</translation>
    </message>
    <message>
        <source>Nothing was changed; the log has the details.</source>
        <translation>Es wurde nichts geändert; im Protokoll stehen die Einzelheiten.</translation>
    </message>
    <message>
        <source>It waits for the hours of its step.</source>
        <translation>Sie wartet auf die Stunden ihres Schritts.</translation>
    </message>
    <message>
        <source>It was found in Sent.</source>
        <translation>Sie wurde unter „Gesendet“ gefunden.</translation>
    </message>
    <message>
        <source>The mailbox that it was written from was removed.</source>
        <translation>Das Postfach, aus dem sie geschrieben wurde, wurde entfernt.</translation>
    </message>
    <message>
        <source>Whether it has arrived is asked before it is sent again. {title}</source>
        <translation>Bevor sie noch einmal gesendet wird, wird gefragt, ob sie angekommen ist. {title}</translation>
    </message>
    <message>
        <source>in the hours of its step</source>
        <translation>in den Stunden ihres Schritts</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>Something went wrong inside Outpost; the log has the details.</source>
        <translation>In Outpost ging etwas schief; im Protokoll stehen die Einzelheiten.</translation>
    </message>
    <message>
        <source>It was tried for a day. The last time: {said}</source>
        <translation>Es wurde einen Tag lang versucht. Zuletzt: {said}</translation>
    </message>
    <message>
        <source>It may have been delivered: nobody here can know.</source>
        <translation>Sie ist vielleicht zugestellt: Hier kann das niemand wissen.</translation>
    </message>
    <message>
        <source>Its message could not be made yet.</source>
        <translation>Ihre Nachricht konnte noch nicht gemacht werden.</translation>
    </message>
    <message>
        <source>{words} ({code})</source>
        <translation>{words} ({code})</translation>
    </message>
    <message>
        <source>no words</source>
        <translation>keine Worte</translation>
    </message>
    <message>
        <source>{whom}: {said}</source>
        <translation>{whom}: {said}</translation>
    </message>
    <message>
        <source>{address} has sent its {daily_cap} mails of today; this one goes out {later}.</source>
        <translation>{address} hat seine {daily_cap} Mails von heute gesendet; diese geht {later} hinaus.</translation>
    </message>
    <message>
        <source>{done} of {total} rows looked at</source>
        <translation>{done} von {total} Zeilen angesehen</translation>
    </message>
    <message>
        <source>Outpost could not write this mail.</source>
        <translation>Outpost konnte diese Mail nicht schreiben.</translation>
    </message>
    <message>
        <source>Its template is not there any more.</source>
        <translation>Ihre Vorlage ist nicht mehr da.</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>Der Datenträger ist fast voll</translation>
    </message>
    <message>
        <source>The disk is filling up</source>
        <translation>Der Datenträger füllt sich</translation>
    </message>
    <message>
        <source>{number} GB</source>
        <translation>{number} GB</translation>
    </message>
    <message>
        <source>under {size}</source>
        <translation>unter {size}</translation>
    </message>
    <message>
        <source>About {left} are free where Outpost keeps its data. Free some space: when there is none, mail can be neither fetched nor sent, though nothing that is stored is lost.</source>
        <translation>Wo Outpost seine Daten hat, sind etwa {left} frei. Schaffen Sie Platz: Ist keiner mehr da, kann Mail weder geholt noch gesendet werden; verloren geht nichts, was gespeichert ist.</translation>
    </message>
    <message>
        <source>Something went wrong inside Outpost. What was brought in so far is kept; the details are in the log.</source>
        <translation>In Outpost ging etwas schief. Was bisher importiert wurde, bleibt; die Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
        <source>Suggestion taken</source>
        <translation>Vorschlag übernommen</translation>
    </message>
    <message>
        <source>Suggestion changed</source>
        <translation>Vorschlag geändert</translation>
    </message>
    <message>
        <source>Insight dismissed</source>
        <translation>Erkenntnis verworfen</translation>
    </message>
    <message>
        <source>Draft taken</source>
        <translation>Entwurf übernommen</translation>
    </message>
    <message>
        <source>Draft taken and changed</source>
        <translation>Entwurf übernommen und geändert</translation>
    </message>
    <message>
        <source>Draft dismissed</source>
        <translation>Entwurf verworfen</translation>
    </message>
    <message>
        <source>Reading paused</source>
        <translation>Lesen angehalten</translation>
    </message>
    <message>
        <source>Reading goes on</source>
        <translation>Lesen geht weiter</translation>
    </message>
    <message>
        <source>Making sample data</source>
        <translation>Beispieldaten werden erzeugt</translation>
    </message>
    <message>
        <source>Removing sample data</source>
        <translation>Beispieldaten werden entfernt</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>Mail from {address} is from “{name}” now</source>
        <translation>Mail von {address} kommt jetzt von „{name}“</translation>
    </message>
    <message>
        <source>Mail from {address} bears the name of your profile now</source>
        <translation>Mail von {address} trägt jetzt den Namen Ihres Profils</translation>
    </message>
    <message>
        <source>Aliases of {address} changed</source>
        <translation>Aliasse von {address} geändert</translation>
    </message>
    <message>
        <source>{address} is paused</source>
        <translation>{address} ist pausiert</translation>
    </message>
    <message>
        <source>{address} is fetched and sent from again</source>
        <translation>{address} wird wieder abgerufen und zum Senden benutzt</translation>
    </message>
    <message>
        <source>All mail of {address} is kept here</source>
        <translation>Alle Mail von {address} wird hier aufbewahrt</translation>
    </message>
    <message numerus="yes">
        <source>{n} days of mail of {address} are kept here</source>
        <comment>{n} day of mail of {address} is kept here</comment>
        <translation>
            <numerusform>{n} Tag Mail von {address} wird hier aufbewahrt</numerusform>
            <numerusform>{n} Tage Mail von {address} werden hier aufbewahrt</numerusform>
        </translation>
    </message>
    <message>
        <source>{address} sends {count} mails a day at most</source>
        <translation>{address} sendet höchstens {count} Mails am Tag</translation>
    </message>
    <message>
        <source>Settings of {address} changed</source>
        <translation>Einstellungen von {address} geändert</translation>
    </message>
    <message>
        <source>Servers of {address} changed</source>
        <translation>Server von {address} geändert</translation>
    </message>
    <message>
        <source>New mail is from {address}</source>
        <translation>Neue Mail kommt von {address}</translation>
    </message>
    <message>
        <source>{address} removed; its mail stays here</source>
        <translation>{address} entfernt; die Mail bleibt hier</translation>
    </message>
    <message>
        <source>Looking for a newer version</source>
        <translation>Suche nach einer neueren Version</translation>
    </message>
    <message>
        <source>Fetching Outpost {version}</source>
        <translation>Outpost {version} wird geladen</translation>
    </message>
    <message>
        <source>The settings in {file} could not be read. They were put aside as {name}, and the defaults are used.</source>
        <translation>Die Einstellungen in {file} waren nicht lesbar. Sie wurden als {name} beiseitegelegt, und es gelten die Vorgaben.</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} min</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>With</source>
        <translation>Mit</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>a quotation mark is opened and never closed</source>
        <translation>ein Anführungszeichen wird geöffnet und nie geschlossen</translation>
    </message>
    <message>
        <source>the row is longer than {most} characters</source>
        <translation>die Zeile ist länger als {most} Zeichen</translation>
    </message>
    <message>
        <source>it cannot be read as a row ({error})</source>
        <translation>sie ist nicht als Zeile lesbar ({error})</translation>
    </message>
    <message>
        <source>Quotation marks do not come in pairs; from line {line_no} on they were read as ordinary characters.</source>
        <translation>Anführungszeichen stehen nicht in Paaren; ab Zeile {line_no} wurden sie als gewöhnliche Zeichen gelesen.</translation>
    </message>
    <message>
        <source>{zeros} zero bytes were left out.</source>
        <translation>{zeros} Null-Bytes wurden ausgelassen.</translation>
    </message>
    <message>
        <source>it lists more messages than a folder can hold</source>
        <translation>er führt mehr Nachrichten auf, als ein Ordner fassen kann</translation>
    </message>
    <message>
        <source>its answer makes no sense</source>
        <translation>seine Antwort ergibt keinen Sinn</translation>
    </message>
    <message>
        <source>it hung up, saying “{said}”</source>
        <translation>er hat aufgelegt und sagte „{said}“</translation>
    </message>
    <message>
        <source>it hung up</source>
        <translation>er hat aufgelegt</translation>
    </message>
    <message>
        <source>it announced a message of no sensible size</source>
        <translation>er kündigte eine Nachricht ohne sinnvolle Größe an</translation>
    </message>
    <message>
        <source>it takes no password on this line</source>
        <translation>er nimmt auf dieser Leitung kein Passwort</translation>
    </message>
    <message>
        <source>without TLS only a server on this very computer may be used</source>
        <translation>ohne TLS darf nur ein Server auf genau diesem Computer benutzt werden</translation>
    </message>
    <message>
        <source>it offers no TLS where TLS is wanted</source>
        <translation>er bietet kein TLS, wo TLS verlangt ist</translation>
    </message>
    <message>
        <source>something was said before TLS began</source>
        <translation>vor dem Beginn von TLS wurde etwas gesagt</translation>
    </message>
    <message>
        <source>its certificate is not to be trusted</source>
        <translation>seinem Zertifikat ist nicht zu trauen</translation>
    </message>
    <message>
        <source>its certificate: {said}</source>
        <translation>sein Zertifikat: {said}</translation>
    </message>
    <message>
        <source>the line was cut</source>
        <translation>die Leitung wurde unterbrochen</translation>
    </message>
    <message>
        <source>TLS could not be agreed upon ({reason})</source>
        <translation>über TLS kam keine Einigung zustande ({reason})</translation>
    </message>
    <message>
        <source>no TLS there</source>
        <translation>kein TLS dort</translation>
    </message>
    <message>
        <source>it does not answer any more</source>
        <translation>er antwortet nicht mehr</translation>
    </message>
    <message>
        <source>its answer does not end</source>
        <translation>seine Antwort endet nicht</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>er antwortet nicht</translation>
    </message>
    <message>
        <source>there is no server of this name, or no network</source>
        <translation>es gibt keinen Server dieses Namens, oder kein Netz</translation>
    </message>
    <message>
        <source>nobody listens there</source>
        <translation>dort hört niemand</translation>
    </message>
    <message>
        <source>the network says no</source>
        <translation>das Netz sagt nein</translation>
    </message>
    <message>
        <source>This template cannot be rendered.</source>
        <translation>Diese Vorlage lässt sich nicht ausfüllen.</translation>
    </message>
    <message>
        <source>This {part} is too long: {most} characters are the most.</source>
        <translation>{part} ist zu lang: höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>These two cannot be compared: one is text, the other a number.</source>
        <translation>Diese beiden lassen sich nicht vergleichen: Das eine ist Text, das andere eine Zahl.</translation>
    </message>
    <message>
        <source>A range of numbers is no text.</source>
        <translation>Ein Zahlenbereich ist kein Text.</translation>
    </message>
    <message>
        <source>A number was expected here.</source>
        <translation>Hier wurde eine Zahl erwartet.</translation>
    </message>
    <message>
        <source>“{text}” is no number that can be reckoned with.</source>
        <translation>„{text}“ ist keine Zahl, mit der sich rechnen lässt.</translation>
    </message>
    <message>
        <source>The number gets too large.</source>
        <translation>Die Zahl wird zu groß.</translation>
    </message>
    <message>
        <source>The text gets too long.</source>
        <translation>Der Text wird zu lang.</translation>
    </message>
    <message>
        <source>This cannot be reckoned.</source>
        <translation>Das lässt sich nicht rechnen.</translation>
    </message>
    <message>
        <source>“{value}” is no date that can be written another way.</source>
        <translation>„{value}“ ist kein Datum, das sich anders schreiben lässt.</translation>
    </message>
    <message>
        <source>“{match}” is no part of a date. Known are %A %B %d %-d %m %Y.</source>
        <translation>„{match}“ ist kein Teil eines Datums. Bekannt sind %A %B %d %-d %m %Y.</translation>
    </message>
    <message>
        <source>The address of a link can hold merge fields, but no conditions.</source>
        <translation>Die Adresse eines Links kann Serienfelder enthalten, aber keine Bedingungen.</translation>
    </message>
    <message>
        <source>A merge field in the address of a link stands behind its host: it cannot say where the link leads to.</source>
        <translation>Ein Serienfeld in der Adresse eines Links steht hinter dem Host: Es kann nicht sagen, wohin der Link führt.</translation>
    </message>
    <message>
        <source>This template has too much to work out. Make it simpler.</source>
        <translation>Diese Vorlage hat zu viel auszurechnen. Machen Sie sie einfacher.</translation>
    </message>
    <message>
        <source>There are too many merge fields in this template.</source>
        <translation>In dieser Vorlage sind zu viele Serienfelder.</translation>
    </message>
    <message>
        <source>This “{name}” has no end. Add {{% {end} %}} where it ends.</source>
        <translation>Dieses „{name}“ hat kein Ende. Fügen Sie {{% {end} %}} ein, wo es endet.</translation>
    </message>
    <message>
        <source>This “{other}” has no end. Add {{% end{other} %}}.</source>
        <translation>Dieses „{other}“ hat kein Ende. Fügen Sie {{% end{other} %}} ein.</translation>
    </message>
    <message>
        <source>There is no “{name}” that could end here.</source>
        <translation>Es gibt kein „{name}“, das hier enden könnte.</translation>
    </message>
    <message>
        <source>“{begins}” is never closed. Add “{ends}” on the same line.</source>
        <translation>„{begins}“ wird nie geschlossen. Fügen Sie „{ends}“ in derselben Zeile ein.</translation>
    </message>
    <message>
        <source>This is too long for one merge field.</source>
        <translation>Das ist zu lang für ein Serienfeld.</translation>
    </message>
    <message>
        <source>There is no field here. Write its name between the braces.</source>
        <translation>Hier steht kein Feld. Schreiben Sie seinen Namen zwischen die Klammern.</translation>
    </message>
    <message>
        <source> Did you mean “{near}”?</source>
        <translation> Meinten Sie „{near}“?</translation>
    </message>
    <message>
        <source>“{name}” is nothing that a template can do.{hint}</source>
        <translation>„{name}“ ist nichts, was eine Vorlage kann.{hint}</translation>
    </message>
    <message>
        <source>Something is missing behind “{name}”.</source>
        <translation>Hinter „{name}“ fehlt etwas.</translation>
    </message>
    <message>
        <source>“{name}” has no “{before}” before it.</source>
        <translation>Vor „{name}“ steht kein „{before}“.</translation>
    </message>
    <message>
        <source>Conditions are nested too deeply here.</source>
        <translation>Bedingungen sind hier zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>“{name}” has no “for” around it.</source>
        <translation>Um „{name}“ steht kein „for“.</translation>
    </message>
    <message>
        <source>A range of numbers can stand in a “for” only.</source>
        <translation>Ein Zahlenbereich kann nur in einem „for“ stehen.</translation>
    </message>
    <message>
        <source>There is no filter “{name}”.{hint}</source>
        <translation>Es gibt keinen Filter „{name}“.{hint}</translation>
    </message>
    <message>
        <source>“{name}” is not given what it needs.</source>
        <translation>„{name}“ bekommt nicht, was es braucht.</translation>
    </message>
    <message>
        <source>A field&apos;s name was expected here.</source>
        <translation>Hier wurde der Name eines Feldes erwartet.</translation>
    </message>
    <message>
        <source>“{head}” has no parts that could be named.</source>
        <translation>„{head}“ hat keine Teile, die sich nennen ließen.</translation>
    </message>
    <message>
        <source>There is no field “{head}”.{hint}</source>
        <translation>Es gibt kein Feld „{head}“.{hint}</translation>
    </message>
    <message>
        <source>This field cannot be read. Write it like {{ first_name }}.</source>
        <translation>Dieses Feld ist nicht lesbar. Schreiben Sie es wie {{ first_name }}.</translation>
    </message>
    <message>
        <source>This condition cannot be read. Write it like {% if company %}.</source>
        <translation>Diese Bedingung ist nicht lesbar. Schreiben Sie sie wie {% if company %}.</translation>
    </message>
    <message>
        <source>This loop cannot be read. Write it like {% for word in words %}.</source>
        <translation>Diese Schleife ist nicht lesbar. Schreiben Sie sie wie {% for word in words %}.</translation>
    </message>
    <message>
        <source>This cannot be read. Write it like {% assign greeting = &quot;Hello&quot; %}.</source>
        <translation>Das ist nicht lesbar. Schreiben Sie es wie {% assign greeting = &quot;Hello&quot; %}.</translation>
    </message>
    <message>
        <source>This “{name}” cannot be read.</source>
        <translation>Dieses „{name}“ ist nicht lesbar.</translation>
    </message>
    <message>
        <source>a message of this archive is too large</source>
        <translation>eine Nachricht dieses Archivs ist zu groß</translation>
    </message>
    <message>
        <source>the archive cannot be read ({strerror})</source>
        <translation>das Archiv ist nicht lesbar ({strerror})</translation>
    </message>
    <message>
        <source>a message of this archive is empty</source>
        <translation>eine Nachricht dieses Archivs ist leer</translation>
    </message>
    <message>
        <source>Somebody on the way to the mail server put words in.</source>
        <translation>Jemand auf dem Weg zum Mailserver hat etwas eingeschoben.</translation>
    </message>
    <message>
        <source>Without TLS mail is sent to a server on this computer alone, and {host} is another one.</source>
        <translation>Ohne TLS wird Mail nur an einen Server auf diesem Computer gesendet, und {host} ist ein anderer.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not to be trusted: {verify_message}.</source>
        <translation>Dem Zertifikat von {host} ist nicht zu trauen: {verify_message}.</translation>
    </message>
    <message>
        <source>{host} does not speak TLS at this port.</source>
        <translation>{host} spricht an diesem Port kein TLS.</translation>
    </message>
    <message>
        <source>{host} answered something that is no mail protocol.</source>
        <translation>{host} antwortete etwas, das kein Mailprotokoll ist.</translation>
    </message>
    <message>
        <source>{host} offers no safe connection.</source>
        <translation>{host} bietet keine sichere Verbindung.</translation>
    </message>
    <message numerus="yes">
        <source>The server takes {n} recipients in one mail, and this one has {wanted}: {words}</source>
        <comment>The server takes {n} recipient in one mail, and this one has {wanted}: {words}</comment>
        <translation>
            <numerusform>Der Server nimmt {n} Empfänger in einer Mail, und diese hat {wanted}: {words}</numerusform>
            <numerusform>Der Server nimmt {n} Empfänger in einer Mail, und diese hat {wanted}: {words}</numerusform>
        </translation>
    </message>
    <message>
        <source>The server takes mails of {limit} at most, and this one has {size}.</source>
        <translation>Der Server nimmt Mails bis {limit}, und diese hat {size}.</translation>
    </message>
    <message>
        <source>The server takes mails in plain ASCII alone.</source>
        <translation>Der Server nimmt nur Mails in reinem ASCII.</translation>
    </message>
    <message>
        <source>The server takes no addresses with letters beyond ASCII.</source>
        <translation>Der Server nimmt keine Adressen mit Buchstaben jenseits von ASCII.</translation>
    </message>
    <message>
        <source>It was stopped before its end.</source>
        <translation>Sie wurde vor ihrem Ende abgebrochen.</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read.</source>
        <translation>Die Antwort des Servers war nicht lesbar.</translation>
    </message>
    <message>
        <source>The connection broke while the server took the mail.</source>
        <translation>Die Verbindung brach ab, während der Server die Mail annahm.</translation>
    </message>
    <message>
        <source>The server answered {code}, which says neither yes nor no.</source>
        <translation>Der Server antwortete {code}, was weder ja noch nein heißt.</translation>
    </message>
    <message>
        <source>the card is longer than {most} characters</source>
        <translation>die Karte ist länger als {most} Zeichen</translation>
    </message>
    <message>
        <source>the card has no end</source>
        <translation>die Karte hat kein Ende</translation>
    </message>
    <message>
        <source>Of {count} sheets “{name}” was read.</source>
        <translation>Von {count} Blättern wurde „{name}“ gelesen.</translation>
    </message>
    <message>
        <source>wants to be signed in to again: Settings, Mailboxes</source>
        <translation>verlangt eine neue Anmeldung: Einstellungen, Postfächer</translation>
    </message>
    <message>
        <source>cannot be reached; check the network, then: outpost mailbox check</source>
        <translation>ist nicht erreichbar; das Netz prüfen, dann: outpost mailbox check</translation>
    </message>
    <message>
        <source>was refused by its server; ask whoever runs it</source>
        <translation>wurde vom Server abgewiesen; bei dessen Betreiber nachfragen</translation>
    </message>
    <message>
        <source>has a server whose certificate is not to be trusted; nothing was sent to it. Ask whoever runs it, or name its authority: outpost mailbox add ADDRESS --ca FILE</source>
        <translation>hat einen Server, dessen Zertifikat nicht zu trauen ist; ihm wurde nichts gesendet. Bei dessen Betreiber nachfragen oder die Zertifizierungsstelle nennen: outpost mailbox add ADDRESS --ca FILE</translation>
    </message>
    <message>
        <source>restore a backup (outpost db restore), and send a report: it is a fault of Outpost</source>
        <translation>eine Sicherung zurückholen (outpost db restore) und einen Bericht senden: es ist ein Fehler von Outpost</translation>
    </message>
    <message>
        <source>the index {name} is not valid</source>
        <translation>der Index {name} ist ungültig</translation>
    </message>
    <message>
        <source>another program changed this table; change it back</source>
        <translation>ein anderes Programm hat diese Tabelle geändert; die Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ohne Angabe von Gründen</translation>
    </message>
    <message>
        <source>the disk does not answer ({why})</source>
        <translation>die Festplatte antwortet nicht ({why})</translation>
    </message>
    <message>
        <source>check its cable</source>
        <translation>ihr Kabel prüfen</translation>
    </message>
    <message>
        <source>the disk is filling up ({free} GB free)</source>
        <translation>die Festplatte füllt sich ({free} GB frei)</translation>
    </message>
    <message>
        <source>the disk is nearly full ({free} GB free)</source>
        <translation>die Festplatte ist fast voll ({free} GB frei)</translation>
    </message>
    <message>
        <source>free some space, or keep backups elsewhere: outpost settings set backup.folder</source>
        <translation>Platz schaffen oder Sicherungen anderswo ablegen: outpost settings set backup.folder</translation>
    </message>
    <message>
        <source>the clocks of this computer and of the database are {apart} minutes apart</source>
        <translation>die Uhren dieses Computers und der Datenbank liegen {apart} Minuten auseinander</translation>
    </message>
    <message>
        <source>set the clock by the network, on both</source>
        <translation>die Uhr auf beiden nach dem Netz stellen</translation>
    </message>
    <message>
        <source>something was done at {moment} UTC, which is still to come</source>
        <translation>etwas geschah um {moment} UTC, was noch bevorsteht</translation>
    </message>
    <message>
        <source>the clock was put back; set it by the network</source>
        <translation>die Uhr wurde zurückgestellt; nach dem Netz stellen</translation>
    </message>
    <message>
        <source>the mailbox {address}</source>
        <translation>das Postfach {address}</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages of {place} are not here</source>
        <comment>{n} message of {place} is not here</comment>
        <translation>
            <numerusform>{n} Nachricht aus {place} ist nicht hier</numerusform>
            <numerusform>{n} Nachrichten aus {place} sind nicht hier</numerusform>
        </translation>
    </message>
    <message>
        <source>outpost mail fetch; if it stays: outpost mailbox list</source>
        <translation>outpost mail fetch; wenn es so bleibt: outpost mailbox list</translation>
    </message>
    <message>
        <source>no backup was made in time (there is none)</source>
        <translation>es wurde nicht rechtzeitig gesichert (es gibt keine Sicherung)</translation>
    </message>
    <message>
        <source>no backup was made in time (the last one is of {day})</source>
        <translation>es wurde nicht rechtzeitig gesichert (die letzte Sicherung ist vom {day})</translation>
    </message>
    <message>
        <source>leave Outpost open for a while, or: outpost db backup FILE</source>
        <translation>Outpost eine Weile offen lassen, oder: outpost db backup FILE</translation>
    </message>
    <message numerus="yes">
        <source>{n} faults were met in Outpost itself in the last week</source>
        <comment>{n} fault was met in Outpost itself in the last week</comment>
        <translation>
            <numerusform>{n} Fehler trat in der letzten Woche in Outpost selbst auf</numerusform>
            <numerusform>{n} Fehler traten in der letzten Woche in Outpost selbst auf</numerusform>
        </translation>
    </message>
    <message>
        <source>look, and send the report: outpost doctor --reports</source>
        <translation>ansehen und den Bericht senden: outpost doctor --reports</translation>
    </message>
    <message>
        <source>nobody could be asked for newer versions in the last two weeks</source>
        <translation>in den letzten zwei Wochen konnte niemand nach neueren Versionen gefragt werden</translation>
    </message>
    <message>
        <source>look now: outpost update check. Last time: {fault}</source>
        <translation>jetzt nachsehen: outpost update check. Letztes Mal: {fault}</translation>
    </message>
    <message>
        <source>or</source>
        <comment>between keys</comment>
        <translation>oder</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Another copy of Outpost, or another workspace, does so; on: this one does instead.</source>
        <translation>Das tut eine andere Kopie von Outpost oder ein anderer Arbeitsbereich; an: dann dieser hier.</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages without their text</source>
        <comment>{n} message without its text</comment>
        <translation>
            <numerusform>{n} Nachricht ohne ihren Text</numerusform>
            <numerusform>{n} Nachrichten ohne ihren Text</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations without a message</source>
        <comment>{n} conversation without a message</comment>
        <translation>
            <numerusform>{n} Konversation ohne eine Nachricht</numerusform>
            <numerusform>{n} Konversationen ohne eine Nachricht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations whose counts disagree with their messages</source>
        <comment>{n} conversation whose counts disagree with its messages</comment>
        <translation>
            <numerusform>{n} Konversation, deren Zahlen nicht zu ihren Nachrichten passen</numerusform>
            <numerusform>{n} Konversationen, deren Zahlen nicht zu ihren Nachrichten passen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations that disagree with their thread</source>
        <comment>{n} conversation that disagrees with its thread</comment>
        <translation>
            <numerusform>{n} Konversation, die nicht zu ihrem Thread passt</numerusform>
            <numerusform>{n} Konversationen, die nicht zu ihrem Thread passen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} leads missing in the index of leads</source>
        <comment>{n} lead missing in the index of leads</comment>
        <translation>
            <numerusform>{n} Lead, der im Verzeichnis der Leads fehlt</numerusform>
            <numerusform>{n} Leads, die im Verzeichnis der Leads fehlen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} leads whose index disagrees</source>
        <comment>{n} lead whose index disagrees</comment>
        <translation>
            <numerusform>{n} Lead, dessen Verzeichniseintrag nicht stimmt</numerusform>
            <numerusform>{n} Leads, deren Verzeichniseintrag nicht stimmt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} people without a profile</source>
        <comment>{n} person without a profile</comment>
        <translation>
            <numerusform>{n} Person ohne Profil</numerusform>
            <numerusform>{n} Personen ohne Profil</numerusform>
        </translation>
    </message>
    <message>
        <source>This screen could not be opened</source>
        <translation>Diese Seite konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The other screens still work. A report of what happened was written on this computer.</source>
        <translation>Alles Übrige geht weiterhin. Ein Bericht darüber, was geschehen ist, liegt auf diesem Computer.</translation>
    </message>
    <message>
        <source>The other screens still work. A report of what happened is in {folder}.</source>
        <translation>Alles Übrige geht weiterhin. Ein Bericht darüber, was geschehen ist, liegt in {folder}.</translation>
    </message>
</context>
<context>
    <name>BodyText</name>
    <message>
        <source>Copy link address</source>
        <translation>Link-Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>_View</name>
    <message>
        <source>Copy link address</source>
        <translation>Link-Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
</TS>
