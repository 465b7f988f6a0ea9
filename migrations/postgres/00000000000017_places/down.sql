DROP VIEW places_to_go;
