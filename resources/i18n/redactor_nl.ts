<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl" sourcelanguage="en">
<context>
    <name>actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Openen…</translation>
    </message>
    <message>
        <source>Open a &amp;folder…</source>
        <translation>&amp;Map openen…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Plakken</translation>
    </message>
    <message>
        <source>Try with a sa&amp;mple</source>
        <translation>P&amp;robeer met een voorbeeld</translation>
    </message>
    <message>
        <source>&amp;Save copy</source>
        <translation>Kopie op&amp;slaan</translation>
    </message>
    <message>
        <source>Save copy &amp;as…</source>
        <translation>Kopie opslaan &amp;als…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Instellingen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>A&amp;fsluiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Ongedaan maken</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Op&amp;nieuw doen</translation>
    </message>
    <message>
        <source>&amp;Draw a cover</source>
        <translation>Vlak &amp;tekenen</translation>
    </message>
    <message>
        <source>&amp;Put a cover in the middle</source>
        <translation>Vlak in het &amp;midden zetten</translation>
    </message>
    <message>
        <source>&amp;Hide or show</source>
        <translation>&amp;Verbergen of tonen</translation>
    </message>
    <message>
        <source>&amp;Take the cover off</source>
        <translation>Vlak &amp;weghalen</translation>
    </message>
    <message>
        <source>&amp;Fit the page</source>
        <translation>&amp;Passend maken</translation>
    </message>
    <message>
        <source>&amp;Actual pixels</source>
        <translation>&amp;Ware grootte</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Inzoomen</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Uitzoomen</translation>
    </message>
    <message>
        <source>&amp;Turn</source>
        <translation>&amp;Draaien</translation>
    </message>
    <message>
        <source>Show the &amp;result</source>
        <translation>&amp;Resultaat tonen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultaat</translation>
    </message>
    <message>
        <source>Next &amp;part of the window</source>
        <translation>Volgend deel van het &amp;venster</translation>
    </message>
    <message>
        <source>&amp;Next document</source>
        <translation>V&amp;olgend document</translation>
    </message>
    <message>
        <source>P&amp;revious document</source>
        <translation>Vor&amp;ig document</translation>
    </message>
    <message>
        <source>Put t&amp;ogether with the next (front and back)</source>
        <translation>Samenvoegen met het volgende (&amp;voor en achter)</translation>
    </message>
    <message>
        <source>Take a&amp;part again</source>
        <translation>Weer s&amp;plitsen</translation>
    </message>
    <message>
        <source>Next pa&amp;ge</source>
        <translation>Volgende p&amp;agina</translation>
    </message>
    <message>
        <source>Pre&amp;vious page</source>
        <translation>Vorige pagi&amp;na</translation>
    </message>
    <message>
        <source>&amp;Accept and go to the next</source>
        <translation>&amp;Goedkeuren en verder</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Goedkeuren</translation>
    </message>
    <message>
        <source>&amp;Save all accepted</source>
        <translation>Alle goedgekeurde op&amp;slaan</translation>
    </message>
    <message>
        <source>&amp;Cancel this document</source>
        <translation>Dit document ann&amp;uleren</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Opnieuw pro&amp;beren</translation>
    </message>
    <message>
        <source>Take off the &amp;desk</source>
        <translation>Van het bureau &amp;halen</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Sneltoetsen</translation>
    </message>
    <message>
        <source>&amp;About Redactor</source>
        <translation>&amp;Over Redactor</translation>
    </message>
    <message>
        <source>Hold down: the original without covers</source>
        <translation>Ingedrukt houden: het origineel zonder vlakken</translation>
    </message>
    <message>
        <source>Move the chosen cover (Shift: ten times as far)</source>
        <translation>Het gekozen vlak verplaatsen (Shift: tien keer zo ver)</translation>
    </message>
    <message>
        <source>Make the chosen cover smaller or larger</source>
        <translation>Het gekozen vlak kleiner of groter maken</translation>
    </message>
    <message>
        <source>Leave drawing; let go of the chosen cover</source>
        <translation>Stoppen met tekenen; het gekozen vlak loslaten</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source>&amp;Who asks for this copy?</source>
        <translation>&amp;Wie vraagt om deze kopie?</translation>
    </message>
    <message>
        <source>What is hidden, and why?</source>
        <translation>Wat is verborgen, en waarom?</translation>
    </message>
    <message>
        <source>Water&amp;mark over the copy</source>
        <translation>Water&amp;merk over de kopie</translation>
    </message>
    <message>
        <source>F&amp;or</source>
        <translation>Voo&amp;r</translation>
    </message>
    <message>
        <source>&amp;Purpose</source>
        <translation>Doe&amp;l</translation>
    </message>
    <message>
        <source>D&amp;ate</source>
        <translation>D&amp;atum</translation>
    </message>
    <message>
        <source>Fi&amp;le type</source>
        <translation>Soor&amp;t bestand</translation>
    </message>
    <message>
        <source>Si&amp;ze</source>
        <translation>&amp;Grootte</translation>
    </message>
    <message>
        <source>&amp;In folder</source>
        <translation>&amp;In map</translation>
    </message>
    <message>
        <source>Name of the recipient (optional)</source>
        <translation>Naam van de ontvanger (mag leeg)</translation>
    </message>
    <message>
        <source>For instance: rent (optional)</source>
        <translation>Bijvoorbeeld: huur (mag leeg)</translation>
    </message>
    <message>
        <source>&amp;Save copy</source>
        <translation>Kopie op&amp;slaan</translation>
    </message>
    <message>
        <source>Beside the original</source>
        <translation>Naast het origineel</translation>
    </message>
    <message>
        <source>Several pages become one PDF.</source>
        <translation>Meer pagina&apos;s worden één pdf.</translation>
    </message>
    <message>
        <source>Hidden:</source>
        <translation>Verborgen:</translation>
    </message>
    <message>
        <source>The rule:</source>
        <translation>De regel:</translation>
    </message>
</context>
<context>
    <name>crash</name>
    <message>
        <source>Something went wrong</source>
        <translation>Er ging iets mis</translation>
    </message>
    <message>
        <source>The program hit a fault of its own. You can go on; save what you have and start again if it keeps happening. This report helps to mend it. It says nothing of your documents.</source>
        <translation>Het programma liep op een eigen fout. U kunt doorgaan; sla op wat u hebt en start opnieuw als het blijft gebeuren. Met dit verslag is de fout te herstellen. Er staat niets over uw documenten in.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Verslag</translation>
    </message>
    <message>
        <source>&amp;Copy the report</source>
        <translation>Verslag &amp;kopiëren</translation>
    </message>
</context>
<context>
    <name>deeds</name>
    <message>
        <source>Open photos, scans or PDFs</source>
        <translation>Foto&apos;s, scans of pdf&apos;s openen</translation>
    </message>
    <message>
        <source>Photos, scans and PDFs</source>
        <translation>Foto&apos;s, scans en pdf&apos;s</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle bestanden</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Map openen</translation>
    </message>
    <message>
        <source>There is no picture and no file on the clipboard.</source>
        <translation>Er staat geen afbeelding of bestand op het klembord.</translation>
    </message>
    <message>
        <source>It is held back: change the covers and save it again.</source>
        <translation>Hij wordt tegengehouden: pas de vlakken aan en sla hem opnieuw op.</translation>
    </message>
    <message>
        <source>Answer the questions first.</source>
        <translation>Beantwoord eerst de vragen.</translation>
    </message>
    <message>
        <source>Save the copy as</source>
        <translation>De kopie opslaan als</translation>
    </message>
    <message>
        <source>Nothing is accepted yet; accept copies with A.</source>
        <translation>Er is nog niets goedgekeurd; keur kopieën goed met A.</translation>
    </message>
    <message>
        <source>Save all the same?</source>
        <translation>Toch opslaan?</translation>
    </message>
    <message>
        <source>This copy may still show a citizen number or a portrait.</source>
        <translation>Op deze kopie kan nog een burgerservicenummer of pasfoto te zien zijn.</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) not answered.</source>
        <translation>
            <numerusform>%n vraag is niet beantwoord.</numerusform>
            <numerusform>%n vragen zijn niet beantwoord.</numerusform>
        </translation>
    </message>
    <message>
        <source>The check of the finished copy was not passed.</source>
        <translation>De controle van de kopie is niet geslaagd.</translation>
    </message>
    <message>
        <source>With a citizen number and a portrait others can pass for the holder. Save it only if you have looked at the whole page yourself.</source>
        <translation>Met een burgerservicenummer en een pasfoto kan een ander zich voor de houder uitgeven. Sla de kopie alleen op als u de hele pagina zelf hebt bekeken.</translation>
    </message>
    <message>
        <source>&amp;Save all the same</source>
        <translation>Toch op&amp;slaan</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Terug</translation>
    </message>
    <message>
        <source>Folder for the copies</source>
        <translation>Map voor de kopieën</translation>
    </message>
    <message>
        <source>Copied. Closing the program clears the clipboard.</source>
        <translation>Gekopieerd. Bij het sluiten wordt het klembord leeggemaakt.</translation>
    </message>
    <message>
        <source>About Redactor</source>
        <translation>Over Redactor</translation>
    </message>
    <message>
        <source>Makes a safe copy of an identity document, on this computer alone. Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Maakt een veilige kopie van een identiteitsbewijs, alleen op deze computer. Vrije software onder de GNU General Public License, versie 3 of later.</translation>
    </message>
</context>
<context>
    <name>edits</name>
    <message>
        <source>Draw a cover</source>
        <translation>Vlak tekenen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Tonen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Take a cover off</source>
        <translation>Vlak weghalen</translation>
    </message>
    <message>
        <source>Move a cover</source>
        <translation>Vlak verplaatsen</translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation>Pagina draaien</translation>
    </message>
    <message>
        <source>Answer a question</source>
        <translation>Vraag beantwoorden</translation>
    </message>
    <message>
        <source>Choose another kind of copy</source>
        <translation>Ander soort kopie kiezen</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source>What was fo&amp;und</source>
        <translation>Wat is ge&amp;vonden</translation>
    </message>
    <message>
        <source>What was found; ticked means hidden</source>
        <translation>Wat is gevonden; aangevinkt is verborgen</translation>
    </message>
    <message>
        <source>Nothing yet. Draw a cover with D.</source>
        <translation>Nog niets. Teken een vlak met D.</translation>
    </message>
    <message numerus="yes">
        <source>%n hidden</source>
        <translation>
            <numerusform>%n verborgen</numerusform>
            <numerusform>%n verborgen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stay legible</source>
        <translation>
            <numerusform>%n blijft leesbaar</numerusform>
            <numerusform>%n blijven leesbaar</numerusform>
        </translation>
    </message>
    <message>
        <source>Own cover</source>
        <translation>Eigen vlak</translation>
    </message>
    <message>
        <source>a cover without a finding</source>
        <translation>een vlak zonder vondst</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verborgen</translation>
    </message>
    <message>
        <source>Legible</source>
        <translation>Leesbaar</translation>
    </message>
</context>
<context>
    <name>incoming</name>
    <message>
        <source>Pasted picture</source>
        <translation>Geplakte afbeelding</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Voorbeeld</translation>
    </message>
</context>
<context>
    <name>menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Bestand</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>Bew&amp;erken</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Beel&amp;d</translation>
    </message>
    <message>
        <source>&amp;Documents</source>
        <translation>D&amp;ocumenten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
</context>
<context>
    <name>naming</name>
    <message>
        <source>safe-copy</source>
        <translation>veilige-kopie</translation>
    </message>
</context>
<context>
    <name>notice</name>
    <message>
        <source>Cancelled: {name}</source>
        <translation>Geannuleerd: {name}</translation>
    </message>
    <message>
        <source>Accepted; it is saved with the others (S).</source>
        <translation>Goedgekeurd; wordt met de andere opgeslagen (S).</translation>
    </message>
    <message>
        <source>Ready to save. What is black will be hidden.</source>
        <translation>Klaar om op te slaan. Wat zwart is, wordt verborgen.</translation>
    </message>
    <message>
        <source>Double-click a frame to hide or show it, or draw a cover of your own.</source>
        <translation>Dubbelklik op een kader om het te verbergen of te tonen, of teken zelf een vlak.</translation>
    </message>
    <message>
        <source>The picture was mirrored; it is shown and saved as it should be.</source>
        <translation>De foto was gespiegeld; u ziet en bewaart hem zoals het hoort.</translation>
    </message>
    <message>
        <source>{doing}: {name}</source>
        <translation>{doing}: {name}</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Ann&amp;uleren</translation>
    </message>
    <message>
        <source>There is a question on page {page}.</source>
        <translation>Er is een vraag over pagina {page}.</translation>
    </message>
    <message>
        <source>&amp;Go to it</source>
        <translation>Ga er&amp;naartoe</translation>
    </message>
    <message>
        <source>Question {n} of {all}</source>
        <translation>Vraag {n} van {all}</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nee</translation>
    </message>
    <message>
        <source>Ne&amp;xt question</source>
        <translation>Later be&amp;kijken</translation>
    </message>
    <message>
        <source>Drag over what must be hidden.</source>
        <translation>Sleep over wat verborgen moet worden.</translation>
    </message>
    <message>
        <source>Put a &amp;cover in the middle</source>
        <translation>Vlak in het midde&amp;n zetten</translation>
    </message>
    <message>
        <source>Tell the &amp;batch</source>
        <translation>Aan de &amp;batch melden</translation>
    </message>
    <message>
        <source>The batch that held it back counts it as reviewed by a person.</source>
        <translation>De batch die het tegenhield, telt het nu als nagekeken door een mens.</translation>
    </message>
    <message>
        <source>The batch does not count it as reviewed yet: {why}</source>
        <translation>De batch telt het nog niet als nagekeken: {why}</translation>
    </message>
    <message>
        <source>Save all &amp;the same…</source>
        <translation>Toch o&amp;pslaan…</translation>
    </message>
    <message>
        <source>Save under another &amp;name…</source>
        <translation>O&amp;nder andere naam opslaan…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>Sto&amp;ppen</translation>
    </message>
    <message>
        <source>Show in folde&amp;r</source>
        <translation>In ma&amp;p tonen</translation>
    </message>
    <message>
        <source>&amp;Copy to clipboard</source>
        <translation>Naar &amp;klembord</translation>
    </message>
    <message>
        <source>Drag it out</source>
        <translation>Sleep naar buiten</translation>
    </message>
    <message>
        <source>Drag this into a mail or a folder</source>
        <translation>Sleep dit naar een mail of een map</translation>
    </message>
    <message>
        <source>&amp;Next document</source>
        <translation>Volgend do&amp;cument</translation>
    </message>
    <message>
        <source>Saved and checked: {name} ({size})</source>
        <translation>Opgeslagen en gecontroleerd: {name} ({size})</translation>
    </message>
    <message>
        <source>Saved at your own risk: {name} ({size})</source>
        <translation>Op eigen risico opgeslagen: {name} ({size})</translation>
    </message>
    <message>
        <source>The choices on the right were changed since: save again to use them.</source>
        <translation>De keuzes rechts zijn daarna veranderd: sla opnieuw op om ze te gebruiken.</translation>
    </message>
    <message>
        <source>The finished file was looked at again and nothing was found that must be hidden. A second reader is not installed on this computer.</source>
        <translation>Het bestand is daarna opnieuw bekeken en er is niets gevonden dat verborgen moet zijn. Een tweede lezer staat niet op deze computer.</translation>
    </message>
    <message>
        <source>The finished file was looked at again, by other readers too: nothing was found that must be hidden.</source>
        <translation>Het bestand is daarna opnieuw bekeken, ook door andere lezers: er is niets gevonden dat verborgen moet zijn.</translation>
    </message>
    <message>
        <source>Held back: the check of the finished copy was not passed.</source>
        <translation>Tegengehouden: de controle van de kopie is niet geslaagd.</translation>
    </message>
    <message>
        <source>Change the covers and save again, or take the risk.</source>
        <translation>Pas de vlakken aan en sla opnieuw op, of neem het risico.</translation>
    </message>
    <message>
        <source>Your work on it is still here.</source>
        <translation>Uw werk eraan is er nog.</translation>
    </message>
    <message>
        <source>Choose another folde&amp;r…</source>
        <translation>Andere ma&amp;p kiezen…</translation>
    </message>
    <message>
        <source>As in its batch: {profile}. Fill in on the right for whom.</source>
        <translation>Zoals in de batch: {profile}. Vul rechts in voor wie.</translation>
    </message>
    <message>
        <source>Its batch makes copies as: {profile}. Another is chosen on the right.</source>
        <translation>De batch maakt kopieën als: {profile}. Rechts is iets anders gekozen.</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Op&amp;nieuw proberen</translation>
    </message>
    <message>
        <source>Take off the des&amp;k</source>
        <translation>Van het b&amp;ureau halen</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>Does this place show: {field}?</source>
        <translation>Staat hier: {field}?</translation>
    </message>
    <message>
        <source>Is there a citizen number (BSN) here?</source>
        <translation>Staat hier een burgerservicenummer (BSN)?</translation>
    </message>
    <message>
        <source>Such a document usually shows this, and it was not found: {field}. Can you see it uncovered?</source>
        <translation>Op zo&apos;n document hoort dit te staan, en het is niet gevonden: {field}. Ziet u het onbedekt?</translation>
    </message>
    <message>
        <source>Can you still read a citizen number in this strip?</source>
        <translation>Kunt u in deze strook nog een burgerservicenummer lezen?</translation>
    </message>
    <message>
        <source>Nothing was found here. Is there anything that must be hidden?</source>
        <translation>Hier is niets gevonden. Staat er iets dat verborgen moet worden?</translation>
    </message>
    <message>
        <source>This was seen, but not where: {field}. Can you see it uncovered?</source>
        <translation>Dit is gezien, maar niet waar: {field}. Ziet u het onbedekt?</translation>
    </message>
    <message>
        <source>Can you see a portrait here that is not covered?</source>
        <translation>Ziet u hier een pasfoto die niet bedekt is?</translation>
    </message>
    <message>
        <source>Hardly any text could be read; a sharper photo is better. Is there anything that must be hidden?</source>
        <translation>Er was nauwelijks tekst te lezen; een scherpere foto is beter. Staat er iets dat verborgen moet worden?</translation>
    </message>
    <message>
        <source>The strip at the bottom could not be read. Does it show a citizen number?</source>
        <translation>De strook onderaan is niet gelezen. Staat er een burgerservicenummer in?</translation>
    </message>
    <message>
        <source>Is there a citizen number (BSN) in this part of the strip?</source>
        <translation>Staat in dit deel van de strook een burgerservicenummer (BSN)?</translation>
    </message>
    <message>
        <source>Is there a portrait here?</source>
        <translation>Staat hier een pasfoto?</translation>
    </message>
    <message>
        <source>Is there a QR or bar code here?</source>
        <translation>Staat hier een QR- of streepjescode?</translation>
    </message>
    <message>
        <source>Is there a signature here?</source>
        <translation>Staat hier een handtekening?</translation>
    </message>
    <message>
        <source>Is there a document number here?</source>
        <translation>Staat hier een documentnummer?</translation>
    </message>
    <message>
        <source>Please look here. Must something more be hidden?</source>
        <translation>Kijk hier even. Moet er nog iets verborgen worden?</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Sluiten</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Instellingen</translation>
    </message>
    <message>
        <source>Names of people, recipients and purposes are never kept.</source>
        <translation>Namen van mensen, ontvangers en doelen worden nooit bewaard.</translation>
    </message>
    <message>
        <source>Empty: COPY – only for …</source>
        <translation>Leeg: KOPIE – alleen voor …</translation>
    </message>
    <message>
        <source>Beside the original</source>
        <translation>Naast het origineel</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Map kiezen…</translation>
    </message>
    <message>
        <source>Copies go to</source>
        <translation>Kopieën komen in</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Taal</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Zoals het systeem</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Kleuren</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tekstgrootte</translation>
    </message>
    <message>
        <source>Usual kind of copy</source>
        <translation>Gewone soort kopie</translation>
    </message>
    <message>
        <source>Put a watermark on new copies</source>
        <translation>Watermerk op nieuwe kopieën</translation>
    </message>
    <message>
        <source>Own watermark text</source>
        <translation>Eigen tekst van het watermerk</translation>
    </message>
    <message>
        <source>Language of the watermark</source>
        <translation>Taal van het watermerk</translation>
    </message>
    <message>
        <source>As the window</source>
        <translation>Zoals het venster</translation>
    </message>
    <message>
        <source>Name of a copy</source>
        <translation>Naam van een kopie</translation>
    </message>
    <message>
        <source>Neutral, without personal data</source>
        <translation>Neutraal, zonder persoonsgegevens</translation>
    </message>
    <message>
        <source>After the original file</source>
        <translation>Naar het oorspronkelijke bestand</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Soort bestand</translation>
    </message>
    <message>
        <source>As the original</source>
        <translation>Zoals het origineel</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Bestandsgrootte</translation>
    </message>
    <message>
        <source>Any size</source>
        <translation>Elke grootte</translation>
    </message>
    <message>
        <source>At most 1 MB</source>
        <translation>Hoogstens 1 MB</translation>
    </message>
    <message>
        <source>At most 2 MB</source>
        <translation>Hoogstens 2 MB</translation>
    </message>
    <message>
        <source>At most 5 MB</source>
        <translation>Hoogstens 5 MB</translation>
    </message>
    <message>
        <source>At most 10 MB</source>
        <translation>Hoogstens 10 MB</translation>
    </message>
    <message>
        <source>Remember the names of recent files</source>
        <translation>Namen van recente bestanden onthouden</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Sneltoetsen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Wat</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
</context>
<context>
    <name>start</name>
    <message>
        <source>Drop a photo, scan or PDF of an ID document here</source>
        <translation>Sleep hier een foto, scan of pdf van een identiteitsbewijs naartoe</translation>
    </message>
    <message>
        <source>Passport, identity card, driving licence or residence permit</source>
        <translation>Paspoort, identiteitskaart, rijbewijs of verblijfsdocument</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Openen…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Plakken</translation>
    </message>
    <message>
        <source>&amp;Try it with a sample</source>
        <translation>Probeer me&amp;t een voorbeeld</translation>
    </message>
    <message>
        <source>Nothing leaves this computer, and your original stays as it is.</source>
        <translation>Niets verlaat deze computer, en uw origineel blijft zoals het is.</translation>
    </message>
</context>
<context>
    <name>strip</name>
    <message>
        <source>Documents and pages</source>
        <translation>Documenten en pagina&apos;s</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}, pagina {page}</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>Redactor cannot work</source>
        <translation>Redactor kan niet werken</translation>
    </message>
    <message>
        <source>Nothing is held back in this batch any more.</source>
        <translation>In deze batch wordt niets meer tegengehouden.</translation>
    </message>
    <message>
        <source>That could not be opened; try it as a file.</source>
        <translation>Dat kon niet worden geopend; probeer het als bestand.</translation>
    </message>
    <message>
        <source>There is no photo, scan or PDF in it.</source>
        <translation>Er zit geen foto, scan of pdf in.</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) left out.</source>
        <translation>
            <numerusform>%n ander bestand overgeslagen.</numerusform>
            <numerusform>%n andere bestanden overgeslagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkbalk</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>Menu&apos;s</translation>
    </message>
    <message>
        <source>Close Redactor?</source>
        <translation>Redactor sluiten?</translation>
    </message>
    <message numerus="yes">
        <source>%n copy(s) you worked on not saved yet.</source>
        <translation>
            <numerusform>%n kopie waaraan u werkte is nog niet opgeslagen.</numerusform>
            <numerusform>%n kopieën waaraan u werkte zijn nog niet opgeslagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Close without saving</source>
        <translation>&amp;Sluiten zonder opslaan</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>&amp;Terug</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Waiting</source>
        <translation>Wacht</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wordt gelezen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>Kijk hiernaar</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Goedgekeurd</translation>
    </message>
    <message>
        <source>Being saved</source>
        <translation>Wordt opgeslagen</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Opgeslagen</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Tegengehouden</translation>
    </message>
    <message>
        <source>Not opened</source>
        <translation>Niet geopend</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Geannuleerd</translation>
    </message>
    <message>
        <source>Citizen number (BSN)</source>
        <translation>Burgerservicenummer (BSN)</translation>
    </message>
    <message>
        <source>Citizen number in the strip</source>
        <translation>Burgerservicenummer in de strook</translation>
    </message>
    <message>
        <source>Machine readable strip</source>
        <translation>Machineleesbare strook</translation>
    </message>
    <message>
        <source>QR or bar code</source>
        <translation>QR- of streepjescode</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Pasfoto</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Handtekening</translation>
    </message>
    <message>
        <source>Document number</source>
        <translation>Documentnummer</translation>
    </message>
    <message>
        <source>Card access number (CAN)</source>
        <translation>Toegangsnummer (CAN)</translation>
    </message>
    <message>
        <source>Surname</source>
        <translation>Achternaam</translation>
    </message>
    <message>
        <source>Given names</source>
        <translation>Voornamen</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geboortedatum</translation>
    </message>
    <message>
        <source>Place of birth</source>
        <translation>Geboorteplaats</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Geslacht</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Lengte</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>Nationaliteit</translation>
    </message>
    <message>
        <source>Date of issue</source>
        <translation>Datum van afgifte</translation>
    </message>
    <message>
        <source>Date of expiry</source>
        <translation>Geldig tot</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Instantie</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>Other field</source>
        <translation>Ander gegeven</translation>
    </message>
    <message>
        <source>beside its caption</source>
        <translation>naast zijn kopje</translation>
    </message>
    <message>
        <source>the check sum fits</source>
        <translation>het controlegetal klopt</translation>
    </message>
    <message>
        <source>nine digits standing alone</source>
        <translation>negen losse cijfers</translation>
    </message>
    <message>
        <source>on a Dutch document</source>
        <translation>op een Nederlands document</translation>
    </message>
    <message>
        <source>the same number elsewhere</source>
        <translation>hetzelfde nummer elders</translation>
    </message>
    <message>
        <source>read in the strip</source>
        <translation>gelezen in de strook</translation>
    </message>
    <message>
        <source>this part may hold it</source>
        <translation>kan in dit deel staan</translation>
    </message>
    <message>
        <source>a face</source>
        <translation>een gezicht</translation>
    </message>
    <message>
        <source>a faint face</source>
        <translation>een vaag gezicht</translation>
    </message>
    <message>
        <source>a face in negative</source>
        <translation>een gezicht in negatief</translation>
    </message>
    <message>
        <source>edges of a photo</source>
        <translation>randen van een foto</translation>
    </message>
    <message>
        <source>what a copier left of a picture</source>
        <translation>wat een kopieermachine van een foto overliet</translation>
    </message>
    <message>
        <source>the portrait once more</source>
        <translation>het portret nog eens</translation>
    </message>
    <message>
        <source>looks a little like the portrait</source>
        <translation>lijkt een beetje op het portret</translation>
    </message>
    <message>
        <source>this document has it here</source>
        <translation>staat op dit document hier</translation>
    </message>
    <message>
        <source>passports have it here</source>
        <translation>paspoorten hebben het hier</translation>
    </message>
    <message>
        <source>the code could be read</source>
        <translation>de code is gelezen</translation>
    </message>
    <message>
        <source>a code was seen</source>
        <translation>er is een code gezien</translation>
    </message>
    <message>
        <source>belongs to the number beside it</source>
        <translation>hoort bij het nummer ernaast</translation>
    </message>
    <message>
        <source>written as such a number is</source>
        <translation>geschreven zoals zo’n nummer</translation>
    </message>
    <message>
        <source>beside a driving licence&apos;s table</source>
        <translation>naast de tabel van een rijbewijs</translation>
    </message>
    <message>
        <source>a person&apos;s height stands below it</source>
        <translation>eronder staat iemands lengte</translation>
    </message>
    <message>
        <source>letters that look like digits</source>
        <translation>letters die op cijfers lijken</translation>
    </message>
    <message>
        <source>cut off by the picture&apos;s edge</source>
        <translation>afgesneden door de rand van de foto</translation>
    </message>
    <message>
        <source>stands outside the document</source>
        <translation>staat buiten het document</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Openen</translation>
    </message>
    <message>
        <source>Looking for the document</source>
        <translation>Document zoeken</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lezen</translation>
    </message>
    <message>
        <source>Deciding what to hide</source>
        <translation>Kiezen wat verborgen wordt</translation>
    </message>
    <message>
        <source>Covering</source>
        <translation>Afdekken</translation>
    </message>
    <message>
        <source>Making the copy</source>
        <translation>Kopie maken</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>Kopie controleren</translation>
    </message>
    <message>
        <source>A number that may be the citizen number can still be read.</source>
        <translation>Er is nog een nummer te lezen dat het burgerservicenummer kan zijn.</translation>
    </message>
    <message>
        <source>A face can still be seen.</source>
        <translation>Er is nog een gezicht te zien.</translation>
    </message>
    <message>
        <source>A code can still be read.</source>
        <translation>Er is nog een code te lezen.</translation>
    </message>
    <message>
        <source>A cover is not solid all over.</source>
        <translation>Een vlak is niet helemaal dicht.</translation>
    </message>
    <message>
        <source>Something that should stay legible no longer is.</source>
        <translation>Iets dat leesbaar moest blijven is dat niet meer.</translation>
    </message>
    <message>
        <source>The file holds more than the picture.</source>
        <translation>Het bestand bevat meer dan de afbeelding.</translation>
    </message>
    <message>
        <source>The copy has another number of pages.</source>
        <translation>De kopie heeft een ander aantal pagina&apos;s.</translation>
    </message>
    <message>
        <source>A check of the copy could not be done.</source>
        <translation>Een controle van de kopie kon niet worden gedaan.</translation>
    </message>
    <message>
        <source>“{name}” is not there any more; look whether it was moved, and try again.</source>
        <translation>“{name}” is er niet meer; kijk of het is verplaatst en probeer opnieuw.</translation>
    </message>
    <message>
        <source>“{name}” is a folder; drop it to open the files in it.</source>
        <translation>“{name}” is een map; sleep die hierheen om de bestanden erin te openen.</translation>
    </message>
    <message>
        <source>“{name}” was changed meanwhile; open it again and look at it once more.</source>
        <translation>“{name}” is intussen gewijzigd; open het opnieuw en bekijk het nog eens.</translation>
    </message>
    <message>
        <source>“{name}” may not be read; change its permissions or copy it elsewhere.</source>
        <translation>“{name}” mag niet worden gelezen; wijzig de rechten of kopieer het ergens anders heen.</translation>
    </message>
    <message>
        <source>“{name}” is empty; copy or scan the document again.</source>
        <translation>“{name}” is leeg; kopieer of scan het document opnieuw.</translation>
    </message>
    <message>
        <source>“{name}” is not a photo, scan or PDF; save the document as JPEG, PNG, HEIC or PDF.</source>
        <translation>“{name}” is geen foto, scan of pdf; bewaar het document als JPEG, PNG, HEIC of pdf.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or incomplete; copy or scan the document again.</source>
        <translation>“{name}” is beschadigd of niet compleet; kopieer of scan het document opnieuw.</translation>
    </message>
    <message>
        <source>“{name}” is locked with a password; save it without one and try again.</source>
        <translation>“{name}” is beveiligd met een wachtwoord; bewaar het zonder en probeer opnieuw.</translation>
    </message>
    <message>
        <source>There is a file of that name already; choose another name for the copy.</source>
        <translation>Er is al een bestand met die naam; kies een andere naam voor de kopie.</translation>
    </message>
    <message>
        <source>That is the original itself; choose another name for the copy.</source>
        <translation>Dat is het origineel zelf; kies een andere naam voor de kopie.</translation>
    </message>
    <message>
        <source>The copy cannot be written there; choose another folder.</source>
        <translation>De kopie kan daar niet worden geschreven; kies een andere map.</translation>
    </message>
    <message>
        <source>Reading “{name}” stopped half-way; try again, or make a new photo of the document.</source>
        <translation>Het lezen van “{name}” stopte halverwege; probeer opnieuw of maak een nieuwe foto van het document.</translation>
    </message>
    <message>
        <source>A part of the program is missing or damaged; install Redactor again.</source>
        <translation>Een deel van het programma ontbreekt of is beschadigd; installeer Redactor opnieuw.</translation>
    </message>
    <message>
        <source>A part of the program failed on “{name}”; try again, or restart the program.</source>
        <translation>Een deel van het programma liep vast op “{name}”; probeer opnieuw of herstart het programma.</translation>
    </message>
    <message>
        <source>Stopped as asked; nothing was written.</source>
        <translation>Gestopt zoals gevraagd; er is niets geschreven.</translation>
    </message>
    <message>
        <source>it is at work; try again when it is done.</source>
        <translation>hij is nog bezig; probeer het opnieuw als hij klaar is.</translation>
    </message>
    <message>
        <source>the copy lies elsewhere; save it in the batch&apos;s folder.</source>
        <translation>de kopie staat ergens anders; bewaar haar in de map van de batch.</translation>
    </message>
    <message>
        <source>it does not hold this document any more.</source>
        <translation>dit document wordt daar niet meer tegengehouden.</translation>
    </message>
    <message>
        <source>its folder cannot be written; look at the permissions and try again.</source>
        <translation>in zijn map kan niet worden geschreven; kijk naar de rechten en probeer het opnieuw.</translation>
    </message>
    <message>
        <source>its record cannot be written; try again.</source>
        <translation>zijn logboek kan niet worden bijgewerkt; probeer het opnieuw.</translation>
    </message>
    <message>
        <source>“{name}” has more than {maximum} pages; split it and try again.</source>
        <translation>“{name}” heeft meer dan {maximum} pagina&apos;s; splits het en probeer opnieuw.</translation>
    </message>
    <message>
        <source>“{name}” is too large; scan or photograph it at a lower resolution.</source>
        <translation>“{name}” is te groot; scan of fotografeer het met een lagere resolutie.</translation>
    </message>
    <message>
        <source>The disk is full; free some space or choose another folder.</source>
        <translation>De schijf is vol; maak ruimte vrij of kies een andere map.</translation>
    </message>
    <message>
        <source>{stage}, page {page}</source>
        <translation>{stage}, pagina {page}</translation>
    </message>
    <message>
        <source>{stage}, page {page} of {pages}</source>
        <translation>{stage}, pagina {page} van {pages}</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>onzeker</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>zeker</translation>
    </message>
    <message>
        <source>fairly sure</source>
        <translation>vrij zeker</translation>
    </message>
    <message>
        <source>Something on the original is still to be looked at.</source>
        <translation>Iets op het origineel moet nog worden bekeken.</translation>
    </message>
</context>
<context>
    <name>work</name>
    <message>
        <source>The page</source>
        <translation>De pagina</translation>
    </message>
    <message>
        <source>Everything on it can be changed in the list of what was found.</source>
        <translation>Alles erop kan worden gewijzigd in de lijst van wat is gevonden.</translation>
    </message>
</context>
</TS>
