"""Names that GeoNames' list of cities lacks: first-level regions, and other spellings.

Codes are GeoNames' own admin1 codes.
"""

REGIONS: dict[str, str] = {
    "BR": "01 Acre|02 Alagoas|03 Amapá|04 Amazonas|05 Bahia|06 Ceará|07 Distrito Federal"
    "|08 Espírito Santo|11 Mato Grosso do Sul|13 Maranhão|14 Mato Grosso"
    "|15 Minas Gerais|16 Pará|17 Paraíba|18 Paraná|20 Piauí|21 Rio de Janeiro"
    "|22 Rio Grande do Norte|23 Rio Grande do Sul|24 Rondônia|25 Roraima"
    "|26 Santa Catarina|27 São Paulo|28 Sergipe|29 Goiás|30 Pernambuco|31 Tocantins",
    "MX": "01 Aguascalientes|02 Baja California|03 Baja California Sur|04 Campeche"
    "|05 Chiapas|06 Chihuahua|07 Coahuila|08 Colima|09 Ciudad de México|10 Durango"
    "|11 Guanajuato|12 Guerrero|13 Hidalgo|14 Jalisco|15 Estado de México|16 Michoacán"
    "|17 Morelos|18 Nayarit|19 Nuevo León|20 Oaxaca|21 Puebla|22 Querétaro"
    "|23 Quintana Roo|24 San Luis Potosí|25 Sinaloa|26 Sonora|27 Tabasco|28 Tamaulipas"
    "|29 Tlaxcala|30 Veracruz|31 Yucatán|32 Zacatecas",
    "AR": "01 Provincia de Buenos Aires|02 Catamarca|03 Chaco|04 Chubut|05 Córdoba"
    "|06 Corrientes|07 Ciudad de Buenos Aires|08 Entre Ríos|09 Formosa|10 Jujuy"
    "|11 La Pampa|12 La Rioja|13 Mendoza|14 Misiones|15 Neuquén|16 Río Negro|17 Salta"
    "|18 San Juan|19 San Luis|20 Santa Cruz|21 Santa Fe|22 Santiago del Estero"
    "|23 Tierra del Fuego|24 Tucumán",
    "CO": "01 Amazonas|02 Antioquia|03 Arauca|04 Atlántico|08 Caquetá|09 Cauca|10 Cesar"
    "|11 Chocó|12 Córdoba|14 Guaviare|15 Guainía|16 Huila|17 La Guajira|19 Meta"
    "|20 Nariño|21 Norte de Santander|22 Putumayo|23 Quindío|24 Risaralda"
    "|25 San Andrés y Providencia|26 Santander|27 Sucre|28 Tolima|29 Valle del Cauca"
    "|30 Vaupés|31 Vichada|32 Casanare|33 Cundinamarca|34 Bogotá D.C.|35 Bolívar"
    "|36 Boyacá|37 Caldas|38 Magdalena",
    "CL": "01 Valparaíso|02 Aysén|03 Antofagasta|04 Araucanía|05 Atacama|06 Biobío"
    "|07 Coquimbo|08 O'Higgins|10 Magallanes|11 Maule|12 Región Metropolitana"
    "|14 Los Lagos|15 Tarapacá|16 Arica y Parinacota|17 Los Ríos|18 Ñuble",
    "PE": "01 Amazonas|02 Áncash|03 Apurímac|04 Arequipa|05 Ayacucho|06 Cajamarca"
    "|07 Callao|08 Cusco|09 Huancavelica|10 Huánuco|11 Ica|12 Junín|13 La Libertad"
    "|14 Lambayeque|15 Lima|16 Loreto|17 Madre de Dios|18 Moquegua|19 Pasco|20 Piura"
    "|21 Puno|22 San Martín|23 Tacna|24 Tumbes|25 Ucayali|LMA Lima",
    "UY": "01 Artigas|02 Canelones|03 Cerro Largo|04 Colonia|05 Durazno|06 Flores"
    "|07 Florida|08 Lavalleja|09 Maldonado|10 Montevideo|11 Paysandú|12 Río Negro"
    "|13 Rivera|14 Rocha|15 Salto|16 San José|17 Soriano|18 Tacuarembó"
    "|19 Treinta y Tres",
    "EC": "01 Galápagos|02 Azuay|03 Bolívar|04 Cañar|05 Carchi|06 Chimborazo|07 Cotopaxi"
    "|08 El Oro|09 Esmeraldas|10 Guayas|11 Imbabura|12 Loja|13 Los Ríos|14 Manabí"
    "|15 Morona Santiago|17 Pastaza|18 Pichincha|19 Tungurahua|20 Zamora Chinchipe"
    "|22 Sucumbíos|23 Napo|24 Orellana|25 Santa Elena"
    "|26 Santo Domingo de los Tsáchilas",
    "BO": "01 Chuquisaca|02 Cochabamba|03 Beni|04 La Paz|05 Oruro|06 Pando|07 Potosí"
    "|08 Santa Cruz|09 Tarija",
    "CA": "01 Alberta|02 British Columbia|03 Manitoba|04 New Brunswick"
    "|05 Newfoundland and Labrador|07 Nova Scotia|08 Ontario|09 Prince Edward Island"
    "|10 Quebec|11 Saskatchewan|12 Yukon|13 Northwest Territories|14 Nunavut",
    "US": "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado"
    "|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii"
    "|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana"
    "|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi"
    "|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey"
    "|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma"
    "|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota"
    "|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington"
    "|WV West Virginia|WI Wisconsin|WY Wyoming",
}

# How people in Latin America write the cities that they name most.
SPELLINGS: dict[tuple[str, str], str] = {
    ("MX", "Mexico City"): "Ciudad de México|Cidade do México|CDMX|México DF",
    ("BR", "São Paulo"): "Sampa|SP Capital",
    ("BR", "Rio de Janeiro"): "Rio|RJ Capital",
    ("BR", "Florianópolis"): "Floripa",
    ("BR", "Belo Horizonte"): "BH",
    ("AR", "Buenos Aires"): "CABA|Capital Federal|Ciudad Autónoma de Buenos Aires",
    ("CO", "Bogotá"): "Bogotá D.C.|Santa Fe de Bogotá",
    ("CR", "San José"): "San José de Costa Rica",
    ("CL", "Santiago"): "Santiago de Chile",
    ("GT", "Guatemala City"): "Ciudad de Guatemala|Cidade da Guatemala",
    ("PA", "Panamá"): "Panama City|Ciudad de Panamá|Cidade do Panamá",
    ("CU", "Havana"): "La Habana|Havana",
    ("MX", "Santiago de Querétaro"): "Querétaro",
    ("MX", "León de los Aldama"): "León",
    ("BO", "Santa Cruz de la Sierra"): "Santa Cruz",
    ("US", "New York City"): "New York|Nueva York|Nova York|Nova Iorque|NYC",
    ("US", "San Francisco"): "SF",
    ("GB", "London"): "Londres",
    ("PT", "Lisbon"): "Lisboa",
    ("DE", "Berlin"): "Berlim|Berlín",
    ("ES", "Sevilla"): "Seville|Sevilha",
    ("FR", "Paris"): "París",
    ("NL", "Amsterdam"): "Amsterdã|Ámsterdam",
    ("IE", "Dublin"): "Dublín|Dublim",
}


def region_names() -> dict[tuple[str, str], str]:
    """(country, code) of a region: its name."""
    return {
        (country, code): name
        for country, listed in REGIONS.items()
        for code, _, name in (entry.partition(" ") for entry in listed.split("|"))
    }
