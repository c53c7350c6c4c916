"""Invented companies and people: word lists, and the arithmetic that combines them.

Nobody here is real: company names are made of syllables, people of a given name and a family
name from the same part of the world, and every address ends in ``.example`` (RFC 2606).
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.sample_dice import Dice


def _words(text: str, between: str | None = None) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(between))


_HEADS: Final = _words(
    "Nor Brack Tessa Grey Kite Quill Luma Fern Iron Dove Polder Mistra Veld Salt Arbor Wicker "
    "Pelli Harn Caldo Oster Thorn Alder Bram Cinder Drift Eld Flint Gale Hazel Juni Kestrel "
    "Lark Marl Ocker Pike Rowan Sable Tarn Umber Vesper Wyn Yarrow Zephyr Birch Cobble Dell "
    "Ember Frost Glen Hollin"
)
_TAILS: Final = _words(
    "vane fold mere water well mark court hollow leaf gate point vale stone fenn reach ridge "
    "combe brook holt ford haven crest field moor lane bury march spire wold strand quay "
    "thorpe garth shaw beck"
)


@dataclass(frozen=True, slots=True)
class Industry:
    """A branch: what its companies are called, and what a letter to them speaks of."""

    name: str
    nouns: tuple[str, ...]
    sites: tuple[str, ...]
    assets: tuple[str, ...]


def _industry(name: str, nouns: str, sites: str, assets: str) -> Industry:
    return Industry(name, _words(nouns, ","), _words(sites, ","), _words(assets, ","))


INDUSTRIES: Final = (
    _industry(
        "Photonics",
        "Optics, Photonics, Lens Works, Imaging",
        "line 3, the coating hall, clean room 2",
        "laser benches, coating chambers, presses",
    ),
    _industry(
        "Logistics",
        "Logistics, Freight, Forwarding, Haulage",
        "the Hallden depot, the night hub, dock 7",
        "trailers, swap bodies, forklifts",
    ),
    _industry(
        "Food production",
        "Foods, Bakery, Dairy, Mills",
        "the cold store, line 2, the packing hall",
        "ovens, chillers, filling machines",
    ),
    _industry(
        "Robotics",
        "Robotics, Automation, Motion, Servo Works",
        "the test cell, cell 14, the assembly hall",
        "robot arms, conveyors, grippers",
    ),
    _industry(
        "Health care",
        "Clinics, Dental Group, Diagnostics, Care Homes",
        "the main clinic, the sample lab, the pharmacy",
        "fridges, sterilisers, freezers",
    ),
    _industry(
        "Energy",
        "Energy, Solar, Wind Parks, Heat Networks",
        "the pump house, substation 4, the west array",
        "inverters, pumps, transformers",
    ),
    _industry(
        "Publishing",
        "Press, Print House, Editions, Bindery",
        "the print hall, press 5, the bindery",
        "presses, folders, dryers",
    ),
    _industry(
        "Lighting",
        "Lighting, Luminaires, Lamps, Signal Systems",
        "the ageing room, line 1, the show room",
        "drivers, burn-in racks, ovens",
    ),
    _industry(
        "Cold chain",
        "Cold Chain, Cold Storage, Fresh Transport, Ice Works",
        "chamber 6, the harbour store, the loading bay",
        "reefers, trailers, compressors",
    ),
    _industry(
        "Education",
        "Schools, Training, College Trust, Academy Group",
        "the north campus, the server room, the workshops",
        "boilers, ventilators, meters",
    ),
    _industry(
        "Packaging",
        "Packaging, Carton, Films, Closures",
        "extruder 2, the carton line, the ink store",
        "extruders, slitters, presses",
    ),
    _industry(
        "Insurance",
        "Insurance, Mutual, Underwriting, Claims Services",
        "the claims desk, the archive, the main office",
        "branch offices, archives, meters",
    ),
    _industry(
        "Hospitality",
        "Hotels, Kitchens, Guest Houses, Catering",
        "the main kitchen, the spa, the east wing",
        "cold rooms, fryers, boilers",
    ),
    _industry(
        "Mining",
        "Mining, Quarries, Aggregates, Drilling",
        "the crusher, shaft 2, the conveyor gallery",
        "crushers, conveyors, fans",
    ),
    _industry(
        "Brewing",
        "Brewing, Cellars, Malt, Cider Makers",
        "the fermenting hall, tank row B, the bottling line",
        "tanks, fillers, glycol loops",
    ),
    _industry(
        "Construction",
        "Builders, Timber, Homes, Facades",
        "the drying kiln, the yard, plot 12",
        "kilns, hoists, curing chambers",
    ),
)

COMPANY_SIZES: Final = ("1–10", "11–50", "51–200", "201–500", "501–1000", "1000+")

_PEOPLE: Final = (
    (
        "Ines Bruno Carla Duarte Beatriz Tiago Leonor Rui Marta Nuno Filipa Vasco Teresa Joel",
        "Caldaro Coimbra Vilarim Sandoval Moreda Queirol Tavira Pinhal Seabra Louren Barreto",
    ),
    (
        "Tobias Agnes Martin Rosalind Edmund Harriet Jonah Celeste Cormac Imogen Rupert Maeve Alec",
        "Renwick Whitlow Kessock Abernethy Dunmore Delahunt Farrow Ashcombe Penhale Lorrimer",
    ),
    (
        "Priya Arjun Kavya Rohan Meera Vikram Anjali Nikhil Divya Sanjay Leela Karthik Asha Dev",
        "Valluri Banavar Chitnis Deshmane Iyengarh Kolhari Mandava Nambiyar Pothuri Raghavan Sathe",
    ),
    (
        "Hana Kenji Aiko Sora Yuto Emi Riku Naomi Takumi Mio Daichi Yuna Shun Kaori",
        "Ishimori Takemura Onodera Hayasaki Kurokawa Minazuki Nishiwara Sakuraba Tsukino Yoshigami",
    ),
    (
        "Samira Karim Leila Youssef Nadia Omar Yasmin Tarek Rania Idris Salma Hadi Amina Faris",
        "Haddou Benzari Chaoui Darwan Elmansi Faroukh Khalidi Mazouz Naciri Rahbani Sabbagh",
    ),
    (
        "Marek Zofia Pavel Hanna Tomasz Katya Jiri Milena Anton Daria Luka Vesna Ondrej Irina",
        "Dvorin Kowalec Novotnik Petrusz Horvatin Zelenka Markovac Sobieraj Vrana Kralik Belov",
    ),
    (
        "Wouter Femke Pieter Sanne Joris Lotte Bram Maaike Ruben Anouk Thijs Eline Daan Roos",
        "van Essel|de Wilt|Aldewijn|van Houtem|Brouwerij|Terhorst|Zandstra|Kuipers|Veldhuis",
    ),
    (
        "Amélie Lucien Théo Élise Baptiste Camille Hugo Solène Rémi Noémie Étienne Clara Gaël",
        "Tournay Delorme Vasseur Marchal Beaulieu Garnault Fontenel Perrault Chastain Rivoire",
    ),
    (
        "Nkechi Chidi Adaeze Emeka Ngozi Tunde Kelechi Amara Obinna Yetunde Segun Zainab Ikenna",
        "Adeyomo Okonjor Balogunde Nwachuka Eziaku Oladip Achebor Umeazi Adewusi Ogundel Ibekwem",
    ),
    (
        "Lindiwe Sipho Thandi Mandla Naledi Kagiso Zanele Bongani Lerato Themba Palesa Vusi",
        "Mokoro Dlaminov Khumane Ndabezi Sithebe Mabuzane Nkosana Radebela Molefen Tshabane Zulumi",
    ),
    (
        "Astrid Pål Sigrid Lars Freja Mikkel Ingrid Søren Liv Anders Maja Nils Elin Tuva",
        "Sørling Haugstad Bergvall Lindkvist Nyström Tveiten Dalgaard Østby Krogh Hellström",
    ),
    (
        "Wei Jing Mei Hao Lan Jun Xin Bo Ying Tao Qian Ming Rui Fang",
        "Zhengh Luoyan Tangwei Shaoli Guanghe Peiyun Xiongda Qinhao Weishan Fengyi Maoqing Duanlin",
    ),
    (
        "Lucía Mateo Valeria Diego Camila Andrés Paola Joaquín Renata Emilio Ximena Tomás Elena",
        "Arrieta Bermejo Cisneroz Echavar Figuerón Galarza Ibarrola Montalba Olvera Zamudio",
    ),
    (
        "Greta Jonas Anneke Matthias Leonie Florian Heike Sebastian Katrin Moritz Ulrike Felix",
        "Brandtner Eichholt Falkenau Grünberg Hoffstedt Kirchmann Lindauer Osterloh Reinthal",
    ),
    (
        "Ayşe Emre Elif Kerem Zeynep Mert Selin Deniz Burak Defne Onur Nazlı Cem Ece",
        "Yıldıran Karataş Özdenli Akgünel Şahinoğ Demirsoy Ertuğrun Güneşli Koçakar Tekinalp",
    ),
    (
        "Min-jun Seo-yeon Ji-ho Ha-eun Tae-yang Soo-ah Hyun-woo Yu-na Jae-in Eun-ji Dong-hae",
        "Hwangbo Namgung Seomun Dokgo Jegal Sagong Hwangmok Dongbang Eogeum Mangjeol Jangok",
    ),
)

# Colleagues in copy have names of their own, so that they never share an address with a lead.
COLLEAGUES: Final = (
    "Robin Aldous",
    "Kim Verano",
    "Sacha Lindholm",
    "Noor Castellan",
    "Alex Marrow",
    "Jules Okafort",
    "Mika Santorin",
    "Toni Brightwater",
    "Ariel Fennick",
    "Sam Quillon",
    "Charlie Ostrava",
    "Dana Whitestone",
    "Nico Arvand",
    "Billie Hartog",
    "Rene Solberg",
)

STRANGERS: Final = (
    ("Halden & Moss", "haldenmoss.example"), ("Copper Lantern Studio", "copperlantern.example"),
    ("Blue Heron Staffing", "blueheronstaffing.example"), ("Tidewrack Events", "tidewrack.example"),
    ("Second Harbour Legal", "secondharbour.example"), ("Maplework Offices", "maplework.example"),
    ("Paper Kite Media", "paperkitemedia.example"), ("Longacre Telecom", "longacretel.example"),
    ("Stillwater Facility", "stillwaterfm.example"), ("Open Gate Travel", "opengatetravel.example"),
)  # fmt: skip

TITLES: Final = (
    "Head of Operations", "Plant Manager", "Purchasing Lead", "Quality Manager",
    "Technical Director", "Maintenance Lead", "Head of Procurement", "Operations Manager",
    "Facilities Manager", "Project Engineer", "Managing Director", "Energy Manager",
)  # fmt: skip

_COUNTRY_CODES: Final = ("+32", "+44", "+49", "+31", "+33", "+351", "+47", "+1", "+27", "+61")


def ascii_word(text: str) -> str:
    """Letters and digits of a name as they stand in an address: ``Sørling`` is ``sorling``."""
    plain = text.translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in plain.lower() if c.isascii() and c.isalnum())


_LETTERS: Final = str.maketrans({"ø": "o", "Ø": "O", "ı": "i", "å": "a", "Å": "A", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Person:
    """A name, and the part of an address before the @."""

    first: str
    last: str
    local: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass(frozen=True, slots=True)
class Company:
    """An invented company."""

    name: str
    domain: str
    industry: Industry


class Directory:
    """Companies and people in the order of a seed; any number of leads, no two alike.

    Lead ``i`` is person ``i mod P`` at company ``i mod C``. As P and C share no factor, the
    first P·C pairs (hundreds of millions) are different (the Chinese remainder theorem).
    """

    def __init__(self, seed: int) -> None:
        dice = Dice(seed)
        self._roots = dice.shuffled([head + tail for head in _HEADS for tail in _TAILS])
        self._kinds = dice.shuffled([(i, noun) for i in INDUSTRIES for noun in i.nouns])
        people = dice.shuffled(_all_people())
        self.companies = len(self._roots) * len(self._kinds)
        while math.gcd(self.companies, len(people)) != 1:
            people.pop()
        self._people = people

    def person(self, index: int) -> Person:
        """Person ``index``, counted round and round."""
        return self._people[index % len(self._people)]

    def company(self, index: int) -> Company:
        """Company ``index``; the first of each root has the root's own, short domain."""
        index %= self.companies
        lap, root_index = divmod(index, len(self._roots))
        root = self._roots[root_index]
        industry, noun = self._kinds[(lap + root_index * 7) % len(self._kinds)]
        domain = f"{root}-{noun}" if lap else root
        return Company(f"{root} {noun}", f"{domain.lower().replace(' ', '')}.example", industry)

    @property
    def distinct_leads(self) -> int:
        """How many leads there can be before an address would come a second time."""
        return self.companies * len(self._people)


def phone(number: int) -> str:
    """A telephone number of the range kept for fiction (555 0100 to 555 0199)."""
    return f"{_COUNTRY_CODES[number // 100 % len(_COUNTRY_CODES)]} 555 01{number % 100:02d}"


def _all_people() -> list[Person]:
    found: dict[str, Person] = {}
    for firsts, lasts in _PEOPLE:
        for last in _words(lasts, "|" if "|" in lasts else None):
            for first in firsts.split():
                local = f"{ascii_word(first)}.{ascii_word(last)}"
                found.setdefault(local, Person(first, last, local))
    return list(found.values())
