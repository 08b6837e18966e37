import { zones } from '../zones.ts';
import { type City, part } from './city.ts';

/** Cities on eastern and central time. */
export const eastCities: readonly [City, ...City[]] = [
  {
    name: 'New York',
    state: 'NY',
    zone: zones.eastern,
    area_code: '718',
    lng_miles: 52.4,
    neighbourhoods: [
      part(
        'Brooklyn 11216',
        [40.684, -73.947],
        ['Nostrand Ave', 'Halsey St', 'Putnam Ave', 'Tompkins Ave', 'Macon St'],
      ),
      part(
        'Brooklyn 11213',
        [40.67, -73.937],
        ['Kingston Ave', 'Union St', 'President St', 'Albany Ave', 'Carroll St'],
      ),
      part(
        'Brooklyn 11215',
        [40.669, -73.983],
        ['5th Ave', '7th Ave', 'Garfield Pl', '9th St', '3rd St'],
      ),
      part(
        'Brooklyn 11211',
        [40.712, -73.953],
        ['Bedford Ave', 'Lorimer St', 'Graham Ave', 'Metropolitan Ave', 'Grand St'],
      ),
      part(
        'New York 10018',
        [40.754, -73.986],
        ['W 38th St', 'W 40th St', '7th Ave', '8th Ave', 'Broadway'],
      ),
      part(
        'New York 10021',
        [40.77, -73.96],
        ['E 72nd St', 'E 74th St', '2nd Ave', '3rd Ave', 'Lexington Ave'],
      ),
      part(
        'New York 10003',
        [40.73, -73.988],
        ['E 9th St', 'E 11th St', '2nd Ave', '3rd Ave', 'St Marks Pl'],
      ),
      part(
        'Astoria 11103',
        [40.762, -73.915],
        ['Steinway St', '31st Ave', '30th Ave', 'Broadway', '41st St'],
      ),
      part(
        'Jackson Heights 11372',
        [40.751, -73.884],
        ['37th Ave', '82nd St', '35th Ave', '79th St', 'Roosevelt Ave'],
      ),
    ],
  },
  {
    name: 'Chicago',
    state: 'IL',
    zone: zones.central,
    area_code: '773',
    lng_miles: 51.6,
    neighbourhoods: [
      part(
        'Chicago 60602',
        [41.883, -87.635],
        ['W Madison St', 'N LaSalle St', 'N Wells St', 'W Washington St'],
      ),
      part(
        'Chicago 60614',
        [41.922, -87.652],
        ['N Halsted St', 'W Armitage Ave', 'N Lincoln Ave', 'W Webster Ave'],
      ),
      part(
        'Chicago 60622',
        [41.905, -87.677],
        ['N Damen Ave', 'W Division St', 'N Wood St', 'W Augusta Blvd'],
      ),
      part(
        'Chicago 60647',
        [41.923, -87.705],
        ['N Kedzie Ave', 'W Fullerton Ave', 'N Sacramento Ave', 'W Palmer St'],
      ),
      part(
        'Chicago 60608',
        [41.856, -87.66],
        ['W 18th St', 'S Blue Island Ave', 'S Loomis St', 'W 21st St'],
      ),
      part(
        'Chicago 60657',
        [41.94, -87.658],
        ['W Belmont Ave', 'N Clark St', 'N Southport Ave', 'W Roscoe St'],
      ),
    ],
  },
  {
    name: 'Atlanta',
    state: 'GA',
    zone: zones.eastern,
    area_code: '404',
    lng_miles: 57.4,
    neighbourhoods: [
      part(
        'Atlanta 30303',
        [33.755, -84.389],
        ['Peachtree St NW', 'Marietta St NW', 'Luckie St NW', 'Broad St NW'],
      ),
      part(
        'Atlanta 30309',
        [33.784, -84.384],
        ['10th St NE', 'Juniper St NE', 'W Peachtree St NW', '14th St NE'],
      ),
      part(
        'Atlanta 30312',
        [33.756, -84.37],
        ['Boulevard NE', 'Edgewood Ave SE', 'Irwin St NE', 'Randolph St NE'],
      ),
      part(
        'Atlanta 30305',
        [33.838, -84.38],
        ['E Paces Ferry Rd NE', 'Peachtree Rd NE', 'Pharr Rd NE', 'Bolling Way NE'],
      ),
      part(
        'Atlanta 30310',
        [33.737, -84.418],
        ['Cascade Ave SW', 'Ralph David Abernathy Blvd', 'Lawton St SW', 'Oglethorpe Ave'],
      ),
    ],
  },
  {
    name: 'Philadelphia',
    state: 'PA',
    zone: zones.eastern,
    area_code: '215',
    lng_miles: 53,
    neighbourhoods: [
      part(
        'Philadelphia 19103',
        [39.952, -75.171],
        ['Walnut St', 'Chestnut St', 'S 19th St', 'Sansom St'],
      ),
      part(
        'Philadelphia 19125',
        [39.978, -75.13],
        ['Frankford Ave', 'E Girard Ave', 'E Berks St', 'Memphis St'],
      ),
      part(
        'Philadelphia 19148',
        [39.927, -75.16],
        ['Tasker St', 'S 9th St', 'Passyunk Ave', 'Moore St'],
      ),
      part(
        'Philadelphia 19104',
        [39.957, -75.2],
        ['Spruce St', 'Baring St', 'N 40th St', 'Powelton Ave'],
      ),
      part(
        'Philadelphia 19130',
        [39.967, -75.172],
        ['Fairmount Ave', 'Green St', 'N 22nd St', 'Brandywine St'],
      ),
    ],
  },
  {
    name: 'Houston',
    state: 'TX',
    zone: zones.central,
    area_code: '713',
    lng_miles: 60.1,
    neighbourhoods: [
      part('Houston 77002', [29.757, -95.366], ['Main St', 'Fannin St', 'Travis St', 'Texas Ave']),
      part(
        'Houston 77006',
        [29.742, -95.392],
        ['Westheimer Rd', 'Montrose Blvd', 'Taft St', 'W Alabama St'],
      ),
      part(
        'Houston 77008',
        [29.798, -95.411],
        ['Yale St', 'W 19th St', 'Heights Blvd', 'W 11th St'],
      ),
      part(
        'Houston 77056',
        [29.748, -95.465],
        ['Sage Rd', 'San Felipe St', 'Post Oak Blvd', 'Chimney Rock Rd'],
      ),
      part(
        'Houston 77005',
        [29.717, -95.416],
        ['Rice Blvd', 'Kirby Dr', 'Bissonnet St', 'Greenbriar Dr'],
      ),
    ],
  },
];
