import { zones } from '../zones.ts';
import { type City, part } from './city.ts';

/** Cities on mountain and Pacific time. */
export const westCities: readonly City[] = [
  {
    name: 'Los Angeles',
    state: 'CA',
    zone: zones.pacific,
    area_code: '213',
    lng_miles: 57.3,
    neighbourhoods: [
      part(
        'Los Angeles 90014',
        [34.044, -118.252],
        ['S Spring St', 'S Main St', 'W 7th St', 'S Olive St'],
      ),
      part(
        'Los Angeles 90005',
        [34.06, -118.307],
        ['W 8th St', 'S Western Ave', 'Wilshire Blvd', 'S Normandie Ave'],
      ),
      part(
        'Los Angeles 90028',
        [34.099, -118.327],
        ['Hollywood Blvd', 'Vine St', 'Sunset Blvd', 'N Cahuenga Blvd'],
      ),
      part(
        'Los Angeles 90026',
        [34.076, -118.262],
        ['Sunset Blvd', 'Echo Park Ave', 'Alvarado St', 'Glendale Blvd'],
      ),
      part(
        'Culver City 90232',
        [34.02, -118.395],
        ['Culver Blvd', 'Washington Blvd', 'Duquesne Ave', 'Jackson Ave'],
      ),
    ],
  },
  {
    name: 'Phoenix',
    state: 'AZ',
    zone: zones.arizona,
    area_code: '602',
    lng_miles: 57.8,
    neighbourhoods: [
      part(
        'Phoenix 85004',
        [33.451, -112.069],
        ['E Roosevelt St', 'N 3rd St', 'E Van Buren St', 'N Central Ave'],
      ),
      part(
        'Phoenix 85013',
        [33.51, -112.082],
        ['W Camelback Rd', 'N 7th Ave', 'W Missouri Ave', 'N 3rd Ave'],
      ),
      part(
        'Phoenix 85018',
        [33.495, -111.987],
        ['E Indian School Rd', 'N 40th St', 'E Osborn Rd', 'N 44th St'],
      ),
      part(
        'Phoenix 85017',
        [33.509, -112.121],
        ['W Bethany Home Rd', 'N 27th Ave', 'W Colter St', 'N 31st Ave'],
      ),
      part(
        'Tempe 85281',
        [33.417, -111.927],
        ['S Mill Ave', 'E University Dr', 'S Rural Rd', 'E Apache Blvd'],
      ),
    ],
  },
  {
    name: 'Denver',
    state: 'CO',
    zone: zones.mountain,
    area_code: '303',
    lng_miles: 53.2,
    neighbourhoods: [
      part('Denver 80202', [39.75, -104.996], ['Wynkoop St', 'Blake St', '15th St', 'Larimer St']),
      part(
        'Denver 80203',
        [39.732, -104.981],
        ['E 11th Ave', 'Pearl St', 'E Colfax Ave', 'Logan St'],
      ),
      part(
        'Denver 80211',
        [39.766, -105.018],
        ['W 32nd Ave', 'Tejon St', 'Federal Blvd', 'W 38th Ave'],
      ),
      part(
        'Denver 80205',
        [39.763, -104.968],
        ['E 26th Ave', 'Downing St', 'E 30th Ave', 'Franklin St'],
      ),
      part(
        'Denver 80209',
        [39.71, -104.968],
        ['E Alameda Ave', 'S Gaylord St', 'S Downing St', 'E Exposition Ave'],
      ),
    ],
  },
  {
    name: 'Seattle',
    state: 'WA',
    zone: zones.pacific,
    area_code: '206',
    lng_miles: 46.7,
    neighbourhoods: [
      part('Seattle 98101', [47.612, -122.331], ['Pine St', 'Pike St', '4th Ave', 'Boren Ave']),
      part(
        'Seattle 98122',
        [47.615, -122.307],
        ['E Pike St', 'E Madison St', '15th Ave', 'E Union St'],
      ),
      part(
        'Seattle 98107',
        [47.671, -122.376],
        ['NW Market St', 'Ballard Ave NW', '15th Ave NW', 'NW 58th St'],
      ),
      part(
        'Seattle 98103',
        [47.661, -122.347],
        ['Fremont Ave N', 'Stone Way N', 'N 45th St', 'Wallingford Ave N'],
      ),
      part(
        'Seattle 98118',
        [47.559, -122.287],
        ['Rainier Ave S', 'S Alaska St', 'Martin Luther King Jr Way S', 'S Genesee St'],
      ),
    ],
  },
];
