"""What the columns of a list of leads are called, in the programs and languages it comes from.

Thunderbird, Outlook, Google Contacts, HubSpot, Salesforce, Pipedrive, Zoho, Apollo, LinkedIn and
Mailchimp name theirs alike enough for one table; a header is folded before it is looked up, so
that case, accents, punctuation, camelCase and a word like "Contact" in front do not count.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class LeadField(StrEnum):
    """What a column can be; the words of ``--map COLUMN=FIELD``."""

    EMAIL = "email"
    OTHER_EMAIL = "other_email"
    CONTACT_NAME = "contact_name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    COMPANY = "company"
    PHONE = "phone"
    WEBSITE = "website"
    INDUSTRY = "industry"
    COMPANY_SIZE = "company_size"
    STATUS = "status"
    KEEP = "keep"  # no field: kept with the lead under the column's name
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a header means; of several columns for one field the lowest rank is asked first."""

    field: LeadField
    rank: int = 0


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EXACT: dict[LeadField, str] = {
    LeadField.EMAIL: """
        adresse électronique; adresse de messagerie; dirección electrónica; posta elettronica;
        elektronische adresse; sähköposti""",
    LeadField.CONTACT_NAME: """
        contact; contact name; contact person; name; full name; display name; person name;
        person; lead name; lead; customer name; client name; prospect; prospect name;
        primary contact; main contact; attention; file as; formatted name; fn; complete name;
        ansprechpartner; ansprechpartnerin; kontakt; kontaktname; kontaktperson;
        vollständiger name; anzeigename; vor und nachname; name vorname;
        nom complet; nom du contact; contact principal; nom et prénom; nom prénom; nom affiché;
        interlocuteur; nom à afficher;
        nombre completo; nombre y apellidos; nombre de contacto; contacto; persona de contacto;
        nome completo; nome e cognome; referente; contatto; nome do contato; contato;
        nome contatto; nome visualizzato; nombre para mostrar;
        volledige naam; naam; contactpersoon; weergavenaam;
        fullständigt namn; namn; kontaktperson; navn; fulde navn; fullt navn; nimi;
        imię i nazwisko; osoba kontaktowa; jméno a příjmení; kontaktní osoba; név; teljes név;
        ad soyad; adı soyadı; ilgili kişi;
        имя и фамилия; фио; контакт; контактное лицо; полное имя;
        氏名; 名前; お名前; 姓名; フルネーム; 担当者; 担当者名; ご担当者名; 表示名; 連絡先名;
        名字; 联系人; 聯絡人; 联系人姓名; 全名; 이름; 성명; 담당자; 담당자명; 표시 이름""",
    LeadField.FIRST_NAME: """
        first name; first; firstname; given name; given; forename; fname; christian name;
        vorname; rufname; prénom; prenom; nombre de pila; primer nombre; nombre; nome;
        primeiro nome; nome próprio; nome di battesimo; voornaam; förnamn; fornavn; etunimi;
        imię; imiona; jméno; křestní jméno; keresztnév; utónév; ad; adı; isim; имя;
        名; 下の名前; ファーストネーム""",
    LeadField.MIDDLE_NAME: """
        middle name; middle; additional name; middle initial; zweiter vorname; weitere vornamen;
        second prénom; deuxième prénom; segundo nombre; secondo nome; nome do meio;
        tussenvoegsel; отчество; ミドルネーム""",
    LeadField.LAST_NAME: """
        last name; last; lastname; family name; family; surname; lname; second name;
        nachname; familienname; zuname; nom de famille; nom; apellido; apellidos;
        primer apellido; cognome; sobrenome; apelido; último nome; achternaam; familienaam;
        efternamn; etternavn; sukunimi; nazwisko; příjmení; vezetéknév; családnév;
        soyad; soyadı; soyisim; фамилия; 姓; 苗字; 성""",
    LeadField.COMPANY: """
        company; company name; companyname; organization; organisation; organization name;
        organisation name; org; org name; account; account name; company account; firm;
        firm name; employer; business; business name; associated company; current company;
        company or account; parent account; customer company; client; company organization;
        company name for emails; primary company; primary associated company; institution;
        firma; firmenname; unternehmen; unternehmensname; betrieb; kunde; kundenname; firma name;
        name der firma; arbeitgeber;
        entreprise; nom de l entreprise; nom entreprise; société; nom de la société;
        nom société; raison sociale; organisme; compagnie; établissement; employeur;
        empresa; nombre de la empresa; nombre empresa; compañía; organización; razón social;
        sociedad; nome da empresa; nome empresa; companhia; razão social; organização;
        azienda; nome azienda; società; ragione sociale; ditta; organizzazione; impresa;
        bedrijf; bedrijfsnaam; organisatie; onderneming; werkgever;
        företag; företagsnamn; virksomhed; firmanavn; bedrift; bedriftsnavn; selskab; selskap;
        yritys; yrityksen nimi; organisaatio;
        nazwa firmy; przedsiębiorstwo; organizacja; společnost; název firmy; firma název;
        cég; cégnév; vállalat; şirket; şirket adı; firma adı; kurum;
        компания; название компании; организация; фирма; предприятие;
        会社; 会社名; 企業名; 企業; 法人名; 組織; 組織名; 勤務先; 御社名; 貴社名; 団体名;
        取引先; 取引先名; 公司; 公司名称; 公司名稱; 企业; 企业名称; 单位; 单位名称; 組織名稱;
        회사; 회사명; 기업명; 업체명; 소속; 기관명; 조직""",
    LeadField.WEBSITE: """
        website; web site; website url; web page; webpage; homepage; home page; url; site;
        company website; company domain name; company domain; domain; domain name;
        business home page; personal web page; web address; www; company url; website address;
        organization website; person website; account website;
        webseite; internetseite; internetadresse; internet; webadresse; geschäftlich homepage;
        site web; site internet; page web; adresse web; sitio web; página web; web; pagina web;
        sito; sito web; sito internet; site da empresa; página da web; webbplats; hemsida;
        hjemmeside; nettside; nettsted; verkkosivu; kotisivu; strona; strona www;
        strona internetowa; webové stránky; weboldal; honlap; web sitesi; internet sitesi;
        сайт; веб сайт; ホームページ; ウェブサイト; サイト; ウェブページ; 网站; 網站; 网址;
        웹사이트; 홈페이지""",
    LeadField.INDUSTRY: """
        industry; company industry; sector; vertical; line of business; industry type;
        business type; business sector; industry sector; market;
        branche; industrie; wirtschaftszweig; secteur; secteur d activité; activité;
        industria; sector de actividad; rubro; settore; settore di attività; setor;
        ramo de atividade; indústria; sector industrial; bedrijfstak; bransch; toimiala;
        branża; odvětví; obor; iparág; ágazat; sektör; отрасль; сфера деятельности; индустрия;
        業種; 業界; 产业; 行业; 行業; 업종; 산업""",
    LeadField.COMPANY_SIZE: """
        company size; size; employees; number of employees; no of employees; num employees;
        employee count; headcount; company headcount; employee range; staff; company employees;
        numberofemployees; size of company; organization size; of employees; team size;
        unternehmensgröße; firmengröße; mitarbeiter; mitarbeiterzahl; anzahl mitarbeiter;
        anzahl der mitarbeiter; beschäftigte; taille; taille de l entreprise; effectif;
        effectifs; nombre d employés; nombre de salariés; tamaño; tamaño de la empresa;
        empleados; número de empleados; dipendenti; numero dipendenti; numero di dipendenti;
        dimensione azienda; dimensioni; número de funcionários; funcionários; porte;
        tamanho da empresa; bedrijfsgrootte; aantal medewerkers; antal anställda;
        antal ansatte; antall ansatte; henkilöstö; liczba pracowników; wielkość firmy;
        počet zaměstnanců; létszám; çalışan sayısı; количество сотрудников; число сотрудников;
        従業員数; 社員数; 会社規模; 企業規模; 员工人数; 公司规模; 員工人數; 직원수; 직원 수;
        회사 규모""",
    LeadField.STATUS: """
        status; lead status; rating; lead rating; temperature; lead temperature; label;
        person label; lead label; interest; interest level; lead stage; stage; contact status;
        lifecycle stage; priority; lead score label; heat; hotness; warmth; account rating;
        leadstatus; bewertung; interesse; temperatur; kontaktstatus; statut; statut du lead;
        estado; estado del lead; temperatura; stato; stato lead; situação; status do lead;
        tila; stan; stav; állapot; durum; статус; ステータス; 状態; 状况; 状态; 狀態; 상태""",
}
# Of several columns for one field, those that likely hold less of what a rep means by it.
_LATER: dict[str, int] = {
    "name": 1,
    "file as": 2,
    "attention": 2,
    "site": 2,
    "url": 2,
    "company domain name": 2,
    "company domain": 2,
    "domain": 3,
    "domain name": 3,
    "personal web page": 3,
    "lead status": 1,
    "status": 1,
    "label": 2,
    "stage": 3,
    "lifecycle stage": 3,
    "priority": 4,
    "size": 2,
    "business type": 2,
    "staff": 3,
    "business": 3,
    "client": 3,
    "market": 3,
}

_MAIL = re.compile(
    r"e?mails?(?:ids?|addr(?:ess(?:es)?)?|adress[ae]?n?|adres|konto)?|e?post(?:adress[ae]?)?"
    r"|courriels?|mel|correos?|eposta|sahkoposti(?:osoite)?|elektronicka|poczta"
)
_MAIL_ELSEWHERE = tuple(
    _words("メール 邮箱 郵箱 信箱 邮件 郵件 电邮 電郵 이메일 메일")
    | _words("почта имейл דואל البريد")
)
_PHONE = re.compile(
    r"(?:tele|cell|mobile?|work|home|hand)?phones?|tel|telephones?|mobile?s?|cell|gsm|handy|movil"
    r"|telefon(?:o|os|e|es|nummer|szam|u)?|telefoon(?:nummer)?|celular|cellulare|cellulari|portable"
    r"|rufnummer|handynummer|mobil(?:nummer|telefon|funk)?|puhelin(?:numero)?|komorka"
)
_PHONE_ELSEWHERE = tuple(_words("電話 携帯 电话 手机 手機 전화 휴대 телефон هاتف טלפון"))
# Columns about the mailbox or the telephone, or somebody else's.
_NOT_THE_THING = _words(
    """
    type label labels status opt optin optout permission bounce bounced bounces sent opened opens
    open clicked clicks count date time last valid validation verified verification verify
    subscribed unsubscribed subscription preference preferences format template source quality
    confidence owner assigned created modified creator assistant sender manager do not allow has
    is newsletter marketing domain html client ext extension fax pager country code score reason
    typ bezeichnung art durchwahl besitzer eigentumer
    """
)
_FOREMOST = _words(
    """
    primary main principal work business direct office professional professionnel pro
    geschaftlich dienstlich arbeit buro trabajo lavoro travail bureau
    """
)
_MOVING = _words("mobile cell mobil handy movil celular portable gsm cellulare")
_OF_THE_COMPANY = _words("company corporate account organization firma hq zentrale")
_PRIVATE = _words("home private personal privat private perso personnel casa domicile")
_FURTHER = _words(
    """
    2 3 4 5 6 7 8 9 second secondary third other alternate alternative additional further autre
    secondaire secundario secondario weitere zweite andere otro altro
    """
)
_NOISE = _words(
    "contact person lead value values prospect customer your the required optional field 1"
)
_COMPANY_WORDS = _words("company organization organisation account org business")
_OF_COMPANIES = frozenset({LeadField.WEBSITE, LeadField.INDUSTRY, LeadField.COMPANY_SIZE})


def fold_header(header: str) -> str:
    """``E-Mail 1 - Value`` as ``email 1 value``; ``companyName`` as ``company name``."""
    apart = re.sub(r"(?<=[a-zß-ÿ0-9])(?=[A-ZÀ-Þ][a-zß-ÿ])", " ", header[:200])
    lowered = unicodedata.normalize("NFKD", apart).lower().replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", lowered)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = re.sub(r"[\W_]+", " ", plain)
    words = re.sub(r"(?<=[a-z])(?=\d)", " ", words)
    return re.sub(r"\be (?=mail|post\b)", "e", words).strip()


_KNOWN: dict[str, LeadField] = {
    fold_header(name): field for field, names in _EXACT.items() for name in names.split(";")
}
_MAIL_FOLDED = tuple(map(fold_header, _MAIL_ELSEWHERE))
_PHONE_FOLDED = tuple(map(fold_header, _PHONE_ELSEWHERE))


@lru_cache(maxsize=4096)
def recognise(header: str) -> Recognised | None:
    """What a column of this name holds, or None when the name says nothing."""
    folded = fold_header(header)
    if not folded:
        return None
    if found := _look_up(folded):
        return found
    words = frozenset(folded.split())
    if words & _NOT_THE_THING:
        return None
    if any(map(_MAIL.fullmatch, words)) or any(each in folded for each in _MAIL_FOLDED):
        return Recognised(LeadField.EMAIL, _rank(words))
    if any(map(_PHONE.fullmatch, words)) or any(each in folded for each in _PHONE_FOLDED):
        return Recognised(LeadField.PHONE, _rank(words))
    return None


def _look_up(folded: str) -> Recognised | None:
    if field := _KNOWN.get(folded):
        return Recognised(field, _LATER.get(folded, 0))
    words = folded.split()
    bare = " ".join(word for word in words if word not in _NOISE)
    if bare != folded and (field := _KNOWN.get(bare)):
        return Recognised(field, _LATER.get(bare, 0) + 1)
    ours = " ".join(word for word in bare.split() if word not in _COMPANY_WORDS)
    if ours != bare and (field := _KNOWN.get(ours)) and field in _OF_COMPANIES:
        return Recognised(field, _LATER.get(ours, 0) + 1)
    return None


def _rank(words: frozenset[str]) -> int:
    rank = 1
    if words & _FOREMOST:
        rank = 0
    elif words & _MOVING:
        rank = 2
    elif words & _OF_THE_COMPANY:
        rank = 3
    if words & _PRIVATE:
        rank = 5
    if words & _FURTHER:
        rank += 5
    return rank
